"""How much memory a build may take before DuckDB goes on with files beside the build file."""

import os

import duckdb

# DuckDB takes 80 % of the machine or container by itself, and Python needs some as well: together below a half
PART_OF_DEFAULT = 0.5


def limit_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Set the limit that MEMORY_LIMIT names (such as 8GB), or 40 % of what the machine or its container has."""
    limit = os.environ.get("MEMORY_LIMIT") or default_limit()
    try:
        connection.execute("set memory_limit = ?", [limit])
    except duckdb.ParserException:
        raise ValueError(f"MEMORY_LIMIT is a size such as 8GB or 500MB, and not {limit}.") from None


def default_limit() -> str:
    """Take a part of what DuckDB takes by itself, which knows about containers."""
    with duckdb.connect() as scratch:
        row = scratch.execute("select current_setting('memory_limit')").fetchone()
    assert row is not None
    number, unit = row[0].split()
    return f"{float(number) * PART_OF_DEFAULT:.2f}{unit}"
