"""The tables that a build reads besides dbt's seeds, as DuckDB reads them: what has to be brought to another engine.

From the embedded data these are the Parquet files of raw/, from own data the tables of the contract; and from both the
tables of the build log that say what was read.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import duckdb
from own_data.files import quoted
from own_data.memory import limit_memory
from own_data.tables import prepare_inputs


@dataclass(frozen=True)
class InputTable:
    """A table or view that the connection has, with the types that DuckDB gives to its columns."""

    schema: str
    name: str
    columns: dict[str, str]

    @property
    def relation(self) -> str:
        """Its name as SQL has it."""
        return f'"{self.schema}"."{self.name}"'


@dataclass(frozen=True)
class Inputs:
    """A connection of DuckDB and the tables to read from it."""

    connection: duckdb.DuckDBPyConnection
    tables: list[InputTable]


@contextmanager
def input_tables(own_data: str, encoding: str, project: Path) -> Iterator[Inputs]:
    """Prepare the tables of own data, or of the embedded data where there are none. Nothing is left of it afterwards.

    Faults of files stop nothing here: they are rows of build_log.file_faults, which the build reports.
    """
    with tempfile.TemporaryDirectory(prefix="input-") as folder:
        file = Path(folder) / "input.duckdb"
        with duckdb.connect(str(file)) as connection:
            limit_memory(connection)
            connection.execute("set enable_progress_bar = false")
            prepare_inputs(connection, own_data, encoding, file, project)
            if not own_data:
                view_raw_files(connection, project / "raw")
            yield Inputs(connection, list_tables(connection, ["build_log", "own_data" if own_data else "raw"]))


def view_raw_files(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make a view raw.<name> of each embedded Parquet file."""
    connection.execute("create schema raw")
    for path in sorted(folder.glob("*.parquet")):
        connection.execute(f'create view raw."{path.stem}" as from read_parquet({quoted(str(path))})')


def list_tables(connection: duckdb.DuckDBPyConnection, schemas: list[str]) -> list[InputTable]:
    """List the tables and views of the schemas, in order, with their columns."""
    rows = connection.execute(
        """
        select schema_name, table_name, list(column_name order by column_index), list(data_type order by column_index)
        from duckdb_columns()
        where database_name = current_database() and list_contains(?, schema_name)
        group by all
        order by all
        """,
        [schemas],
    ).fetchall()
    return [InputTable(schema, name, dict(zip(names, types, strict=True))) for schema, name, names, types in rows]
