"""A build takes as much memory as it is told, and less than half of the machine's if it is told nothing."""

import duckdb
import pytest
from own_data.memory import limit_memory

UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}


def limit(connection: duckdb.DuckDBPyConnection) -> float:
    """The limit of a connection in bytes."""
    [(setting,)] = connection.execute("select current_setting('memory_limit')").fetchall()
    number, unit = setting.split()
    return float(number) * UNITS[unit]


def test_a_build_takes_what_memory_limit_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the units that DuckDB knows."""
    monkeypatch.setenv("MEMORY_LIMIT", "500MB")
    with duckdb.connect() as connection:
        limit_memory(connection)
        assert limit(connection) == pytest.approx(5e8, rel=0.01)


def test_a_build_takes_half_of_what_duckdb_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it connects."""
    monkeypatch.delenv("MEMORY_LIMIT", raising=False)
    with duckdb.connect() as connection:
        before = limit(connection)
        limit_memory(connection)
        limit_memory(connection)
        assert limit(connection) == pytest.approx(before / 2, rel=0.05)  # it is shown with one decimal


def test_a_limit_that_is_no_size_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what a size looks like."""
    monkeypatch.setenv("MEMORY_LIMIT", "lots")
    with duckdb.connect() as connection, pytest.raises(ValueError, match="such as 8GB or 500MB, and not lots"):
        limit_memory(connection)
