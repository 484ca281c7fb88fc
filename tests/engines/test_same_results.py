"""The same marts on every engine: the embedded data, built by DuckDB and by PostgreSQL, compared row by row."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from compare_marts import Comparison, Mart, as_table, compare, marts_of
from postgres_connection import Address, connected
from postgres_server import Server

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded marts as DuckDB builds them, and dbt's manifest beside them."""
    folder = tmp_path_factory.mktemp("duckdb")
    run([str(DBT), "--quiet", "build", "--exclude-resource-type", "unit_test", "test"], folder, {})
    return folder


@pytest.fixture(scope="session")
def in_postgres(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Address:
    """The same in PostgreSQL, published by the command that users have."""
    folder = tmp_path_factory.mktemp("postgres")
    password = server.read_passwords()["index_owner"]
    address = Address("127.0.0.1", server.port, "first", "index_owner", password)
    environment = {
        "POSTGRES_HOST": address.host,
        "POSTGRES_PORT": str(address.port),
        "POSTGRES_DATABASE": address.database,
        "POSTGRES_USER": address.user,
        "POSTGRES_PASSWORD": password,
    }
    run([sys.executable, "scripts/engines/postgres_build.py"], folder, environment)
    return address


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a command of the project with a folder of its own for whatever it writes."""
    settings = {
        "WAREHOUSE_FILE": str(folder / "warehouse.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "OWN_DATA": "",
    }
    done = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **settings, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def fetched(connection: duckdb.DuckDBPyConnection, address: Address, mart: Mart, folder: Path) -> str:
    """Bring a published mart over to DuckDB, with the types of its contract, and return its name there."""
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


@pytest.fixture(scope="session")
def comparisons(built: Path, in_postgres: Address, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """Every mart that both have."""
    folder = tmp_path_factory.mktemp("fetched")
    with connected(in_postgres) as postgres, postgres.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'marts'")
        there = {name for (name,) in cursor.fetchall()}
    found = {}
    with duckdb.connect() as connection:
        # under its own name, by which its views find their tables
        connection.execute(f"attach '{built / 'warehouse.duckdb'}' (read_only)")
        for name, mart in marts_of(built / "target" / "manifest.json").items():
            if name in there:
                found[name] = compare(
                    connection, mart, f"warehouse.main.{name}", fetched(connection, in_postgres, mart, folder)
                )
    print("\n" + as_table({"PostgreSQL": list(found.values())}))
    return found


def test_marts_are_the_same(comparisons: dict[str, Comparison]) -> None:
    """Keys, ranks and texts exactly, numbers to a billionth."""
    assert len(comparisons) == 51
    wrong = {name: found for name, found in comparisons.items() if not found.agrees}
    assert not wrong


def test_a_difference_is_seen(tmp_path: Path) -> None:
    """A rank, a number beyond the tolerance, an empty cell and a missing row each show; rounding does not."""
    mart = Mart("mart", ("unit",), {"unit": "string", "rank": "integer", "score": "double"})
    rows = [("a", 1, 0.5), ("b", 2, 0.25), ("c", 3, None)]
    assert compared(tmp_path, mart, rows, [("a", 1, 0.5 + 1e-12), *rows[1:]]).agrees
    assert compared(tmp_path, mart, rows, [("a", 2, 0.5), *rows[1:]]).differing == {"rank": 1}
    assert compared(tmp_path, mart, rows, [("a", 1, 0.50000001), *rows[1:]]).differing == {"score": 1}
    assert compared(tmp_path, mart, rows, [("a", 1, None), *rows[1:]]).differing == {"score": 1}
    assert compared(tmp_path, mart, rows, rows[1:]).one_sided == 1


def compared(
    folder: Path, mart: Mart, one: list[tuple[str, int, float | None]], other: list[tuple[str, int, float | None]]
) -> Comparison:
    """Compare two hand-made tables."""
    names = []
    with duckdb.connect() as connection:
        for name, rows in (("one_side", one), ("other_side", other)):
            file = folder / f"{name}.csv"
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([mart.column_types, *rows])
            types = {column: kind.replace("string", "varchar") for column, kind in mart.column_types.items()}
            connection.execute(f"create table {name} as from read_csv('{file}', header = true, columns = {types})")
            names.append(name)
        return compare(connection, mart, *names)
