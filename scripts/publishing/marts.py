"""Writes the marts of a build into a folder: one DuckDB file and one Parquet file for each."""

from pathlib import Path

import duckdb
from build_file import CompletedBuild


def quoted(text: str) -> str:
    """A string as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def write_marts(build_file: Path, completed: CompletedBuild, folder: Path) -> None:
    """Tables and not views: a view keeps the name of the file that it was made in."""
    (folder / "marts").mkdir()
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute(f"attach {quoted(str(build_file))} as built (read_only)")
        for mart in completed.marts:
            write_mart(connection, completed, mart, folder / "marts" / f"{mart}.parquet")


def write_mart(connection: duckdb.DuckDBPyConnection, completed: CompletedBuild, mart: str, parquet: Path) -> None:
    """A table with its constraints and descriptions, rows in one and the same order, and the same as Parquet."""
    [(create_table,)] = connection.execute(
        "select sql from duckdb_tables() where database_name = 'built' and schema_name = 'main' and table_name = ?",
        [mart],
    ).fetchall()
    connection.execute(create_table)
    connection.execute(f'insert into main."{mart}" select * from built.main."{mart}" order by all')
    described = completed.marts[mart]
    connection.execute(f'comment on table main."{mart}" is {quoted(described["description"])}')
    for column, description in described["columns"].items():
        connection.execute(f'comment on column main."{mart}"."{column}" is {quoted(description)}')
    target = quoted(str(parquet))
    connection.execute(f'copy (from main."{mart}") to {target} (format parquet, compression zstd)')
