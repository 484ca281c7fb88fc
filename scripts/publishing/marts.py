"""Writes the marts of a build into a folder: one DuckDB file and one Parquet file for each."""

from pathlib import Path

import duckdb
from build_file import CompletedBuild
from own_data.memory import limit_memory


def quoted(text: str) -> str:
    """A string as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def write_marts(build_file: Path, completed: CompletedBuild, folder: Path) -> None:
    """Tables and not views: a view keeps the name of the file that it was made in, and reads what is not published."""
    (folder / "marts").mkdir()
    with duckdb.connect() as connection:
        limit_memory(connection)
        connection.execute(f"set temp_directory = {quoted(str(folder / 'spilled'))}")
        # under its own name, by which its views find their tables
        connection.execute(f"attach {quoted(str(build_file))} (read_only)")
        connection.execute(f"attach {quoted(str(folder / 'warehouse.duckdb'))} as published")
        connection.execute("use published")
        for mart in completed.marts:
            write_mart(connection, build_file.stem, completed, mart, folder / "marts" / f"{mart}.parquet")


def write_mart(
    connection: duckdb.DuckDBPyConnection, built: str, completed: CompletedBuild, mart: str, parquet: Path
) -> None:
    """A table with its constraints and descriptions, rows in one and the same order, and the same as Parquet."""
    create_table = connection.execute(
        "select sql from duckdb_tables() where database_name = ? and schema_name = 'main' and table_name = ?",
        [built, mart],
    ).fetchone()
    if create_table:
        connection.execute(create_table[0])
    else:
        connection.execute(f'create table main."{mart}" as select * from "{built}".main."{mart}" limit 0')
    connection.execute(f'insert into main."{mart}" select * from "{built}".main."{mart}" order by all')
    described = completed.marts[mart]
    connection.execute(f'comment on table main."{mart}" is {quoted(described["description"])}')
    for column, description in described["columns"].items():
        connection.execute(f'comment on column main."{mart}"."{column}" is {quoted(description)}')
    target = quoted(str(parquet))
    connection.execute(f'copy (from main."{mart}") to {target} (format parquet, compression zstd)')
