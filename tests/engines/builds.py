"""Builds of the embedded data by the commands that users have, each in a folder of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from compare_marts import Mart
from postgres_connection import Address, connected
from pyhive import hive

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
SECONDS_TO_MEET = 600


@dataclass(frozen=True)
class Build:
    """Where a build keeps what it writes, and what tells the commands so."""

    folder: Path
    target: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def manifest(self) -> Path:
        """What dbt knows of the project."""
        return self.folder / "target" / "manifest.json"

    def start(self, *command: str | Path) -> "subprocess.Popen[str]":
        """Start a command of the project; its output goes to a file."""
        settings = {
            "WAREHOUSE_FILE": str(self.folder / "warehouse.duckdb"),
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
            "OWN_DATA": "",
        }
        with self.output.open("a", encoding="utf-8") as output:
            return subprocess.Popen(
                [str(part) for part in command],
                cwd=PROJECT,
                env={**os.environ, **settings, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def run(self, *command: str | Path) -> None:
        """Run a command, which has to succeed."""
        self.finish(self.start(*command))

    def finish(self, process: "subprocess.Popen[str]") -> None:
        """Wait for a command, which has to succeed."""
        assert process.wait() == 0, self.output.read_text(encoding="utf-8")[-6000:]

    def built(self) -> set[str]:
        """The models that the last build made."""
        results = json.loads((self.folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
        return {result["unique_id"].split(".")[-1] for result in results if result["unique_id"].startswith("model.")}

    def run_unit_tests(self) -> str:
        """Run dbt's unit tests, all of them even if some fail, and return what it said."""
        said_before = len(self.output.read_text(encoding="utf-8")) if self.output.exists() else 0
        process = self.start(DBT, "test", "--target", self.target, "--no-fail-fast", "--select", "test_type:unit")
        process.wait()
        return self.output.read_text(encoding="utf-8")[said_before:]

    @property
    def output(self) -> Path:
        """What the commands said."""
        return self.folder / "output.txt"


def wait_until_there(path: Path, process: "subprocess.Popen[str]") -> None:
    """Until something running has made this file or folder."""
    latest = time.monotonic() + SECONDS_TO_MEET
    while not path.exists():
        assert process.poll() is None, f"The build ended before there was a {path.name}."
        assert time.monotonic() < latest, f"There is still no {path}."
        time.sleep(0.1)


def mart_from_postgres(connection: duckdb.DuckDBPyConnection, address: Address, mart: Mart, folder: Path) -> str:
    """Bring a published mart to DuckDB, with the types of its contract, and return its relation there."""
    file = folder / f"{mart.name}.csv"
    names = ", ".join(mart.column_types)
    with connected(address) as postgres, postgres.cursor() as cursor, file.open("w", encoding="utf-8") as out:
        cursor.copy_expert(f"copy (select {names} from marts.{mart.name}) to stdout (format csv, header)", out)
    types = {name: kind.replace("string", "varchar") for name, kind in mart.column_types.items()}
    connection.execute(
        f"create or replace table fetched as from read_csv('{file}', header = true, columns = {types}, nullstr = '', "
        "allow_quoted_nulls = false)"
    )
    return "fetched"


def mart_from_spark(port: int, mart: Mart, folder: Path) -> str:
    """Have Spark write a mart, table or view, as Parquet files of one folder, and return their relation in DuckDB."""
    with hive.connect("127.0.0.1", port, username="dbt") as connection, connection.cursor() as cursor:
        cursor.execute(
            f"insert overwrite directory '{folder / mart.name}' using parquet "
            f"select {', '.join(mart.column_types)} from marts.{mart.name}"
        )
    return f"read_parquet('{folder / mart.name}/*.parquet')"
