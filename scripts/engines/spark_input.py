"""Brings the input of a build to Spark: each table becomes a folder of Parquet files and an external table over it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

from input_tables import Inputs, InputTable
from own_data.files import quoted
from ports import LOOPBACK
from pyhive import hive
from refusal import Refusal
from spark_settings import PROJECT, cluster
from thrift.transport.TTransport import TTransportException

# A cursor of PyHive, which has no types.
Cursor = Any

# What Spark reads out of a Parquet file as DuckDB writes it; what else there is becomes text.
KEPT_TYPES = {
    *("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE"),
    *("VARCHAR", "DATE", "TIMESTAMP"),
}
# What has a period lies in a folder for each. The period stays a column as well, just as it was delivered: the name of
# a folder has to be short, and cannot tell an empty one from a missing one.
PERIOD_FOLDER = "delivered_period"
FOLDER_OF_PERIOD = "coalesce(nullif(left(cast(period_code as varchar), 40), ''), 'none')"
# So large that a file is worth a task, and so small that there are tasks for all workers.
FILE_SIZE = "128MB"


@contextmanager
def connected(target: str) -> Iterator[Cursor]:
    """A cursor of Spark where this target of profiles.yml has it."""
    with _in_this_process() if target == "spark_session" else _at_the_thrift_server() as cursor:
        yield cursor


@contextmanager
def _in_this_process() -> Iterator[Cursor]:
    # Not at the top: dbt takes a second to import.
    from dbt.adapters.spark.session import Cursor as SessionCursor
    from dbt.config.renderer import ProfileRenderer

    profile = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))["internet_plus_index"]
    target = ProfileRenderer().render_data(profile["outputs"]["spark_session"])
    with SessionCursor(server_side_parameters=target["server_side_parameters"]) as cursor:
        yield cursor


@contextmanager
def _at_the_thrift_server() -> Iterator[Cursor]:
    host = os.environ.get("SPARK_THRIFT_HOST", "") or LOOPBACK
    port = cluster().thrift_port
    try:
        connection = hive.connect(host, port, username=os.environ.get("SPARK_USER", "") or "dbt")
    except (TTransportException, OSError) as error:
        raise Refusal(f"No Thrift server of Spark answers at {host}:{port}. `make spark-up` starts one.") from error
    with closing(connection), closing(connection.cursor()) as cursor:
        yield cursor


def load(cursor: Cursor, inputs: Inputs, folder: Path) -> int:
    """Replace the input tables, and return how many rows they have.

    The new files are all written before the first table changes; those of the load before go when no table needs them.
    """
    versions = sorted(int(path.name) for path in folder.glob("[0-9]*"))
    version = folder / str(versions[-1] + 1 if versions else 1)
    rows = sum(write_files(inputs, table, version / table.schema / table.name) for table in inputs.tables)
    for table in inputs.tables:
        create_table(cursor, table, version / table.schema / table.name)
    for earlier in versions:
        shutil.rmtree(folder / str(earlier))
    return rows


def write_files(inputs: Inputs, table: InputTable, folder: Path) -> int:
    """Write a table as Parquet files, and return how many rows."""
    columns = ", ".join(as_spark_reads_it(name, kind) for name, kind in table.columns.items())
    folder.mkdir(parents=True)
    if "period_code" in table.columns:
        columns += f", {FOLDER_OF_PERIOD} as {PERIOD_FOLDER}"
        files = f"partition_by ({PERIOD_FOLDER})"
    else:
        files = f"file_size_bytes '{FILE_SIZE}'"
    rows = inputs.connection.execute(
        f"copy (select {columns} from {table.relation}) to {quoted(str(folder))} "
        f"(format parquet, compression zstd, overwrite_or_ignore, {files})"
    ).fetchall()[0][0]
    if not any(folder.iterdir()):
        # A table without rows still has columns.
        inputs.connection.execute(
            f"copy (select {columns} from {table.relation}) to {quoted(str(folder / 'none.parquet'))} (format parquet)"
        )
    return int(rows)


def as_spark_reads_it(name: str, kind: str) -> str:
    """A column, as it is or as text."""
    column = '"' + name.replace('"', '""') + '"'
    if kind in KEPT_TYPES or kind.startswith("DECIMAL"):
        return column
    return f"cast({column} as varchar) as {column}"


def create_table(cursor: Cursor, table: InputTable, folder: Path) -> None:
    """Make the table anew over its files."""
    cursor.execute(f"create schema if not exists `{table.schema}`")
    cursor.execute(f"drop table if exists `{table.schema}`.`{table.name}`")
    cursor.execute(f"create table `{table.schema}`.`{table.name}` using parquet location {quoted(folder.as_uri())}")
    if any(path.is_dir() for path in folder.iterdir()):
        cursor.execute(f"msck repair table `{table.schema}`.`{table.name}`")
