"""The same marts on every engine: the embedded data, built by DuckDB and by each other engine, compared row by row."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import duckdb
import pytest
from builds import Build, mart_from_postgres, mart_from_spark
from compare_marts import Comparison, Mart, compare, marts_of
from conftest import TABLE, SparkBuild
from postgres_connection import address_of

MARTS = 52
Comparisons: TypeAlias = dict[str, Comparison]


@contextmanager
def marts_of_duckdb(in_duckdb: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the build under its own name, by which its views find their tables."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{in_duckdb.folder / 'warehouse.duckdb'}' (read_only)")
        yield connection


def test_marts_of_postgres(
    in_duckdb: Build, in_postgres: Build, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Keys, ranks and texts exactly, numbers to a billionth."""
    address = address_of(in_postgres.environment)
    with marts_of_duckdb(in_duckdb) as connection:
        found = [
            compare(
                connection,
                mart,
                f"warehouse.main.{name}",
                mart_from_postgres(connection, address, mart, tmp_path),
            )
            for name, mart in marts_of(in_postgres.manifest).items()
        ]
    request.config.stash[TABLE].comparisons["PostgreSQL"] = found
    assert [item for item in found if not item.agrees] == []
    assert len(found) == MARTS


def test_marts_of_spark(in_duckdb: Build, in_spark: SparkBuild, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The same, although a worker was killed."""
    marts = marts_of(in_spark.build.manifest)
    built = set(marts) if not in_spark.models else set(marts) & in_spark.build.built()
    assert built
    with marts_of_duckdb(in_duckdb) as connection:
        found = [
            compare(connection, mart, f"warehouse.main.{name}", mart_from_spark(in_spark.thrift_port, mart, tmp_path))
            for name, mart in marts.items()
            if name in built
        ]
    request.config.stash[TABLE].comparisons["Spark"] = found
    assert [item for item in found if not item.agrees] == []
    assert len(found) == (len(built) if in_spark.models else MARTS)


def test_unit_tests_in_postgres(in_postgres: Build) -> None:
    """What is worked out by hand for each formula comes out there as well."""
    assert "ERROR=0 SKIP=0" in in_postgres.run_unit_tests()


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
