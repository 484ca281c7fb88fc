"""Only a complete `dbt build` leaves a record, and whatever may change tables after it takes the record away."""

import shutil

import duckdb
import pytest
from conftest import Dbt
from test_own_data import EXAMPLE

COMPLETE = ("build", "--exclude-resource-type", "unit_test")


@pytest.fixture(scope="module")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """Runs dbt on the small example."""
    folder = tmp_path_factory.mktemp("build_log")
    shutil.copytree(EXAMPLE, folder / "data")
    return Dbt(folder, folder / "data")


def log_of(dbt: Dbt) -> dict[str, list[tuple[object, ...]]]:
    """The tables of a build's record."""
    with duckdb.connect(str(dbt.warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'build_log' and table_name like 'completed%'"
        ).fetchall()
        return {table: connection.execute(f"from build_log.{table}").fetchall() for (table,) in sorted(tables)}


def test_a_complete_build_leaves_a_record(dbt: Dbt) -> None:
    """Counts and files; a test afterwards leaves it, and the same build again gives the same."""
    build = dbt(*COMPLETE)
    assert build.success, build.output
    log = log_of(dbt)
    assert list(log) == ["completed_build", "completed_build_inputs"]
    [(models, tests, unit_tests, records, fingerprint)] = build.query(
        """
        select models, data_tests_passed, unit_tests_passed, records_read, code_fingerprint
        from build_log.completed_build
        """
    )
    statuses = [status for name, status in build.status.items() if "-on-run-" not in name]
    assert (models, tests, unit_tests) == (statuses.count("success"), statuses.count("pass"), 0)
    assert records == len((EXAMPLE / "records.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert len(str(fingerprint)) == 32
    assert log["completed_build_inputs"] == build.query("from build_log.input_files")
    assert dbt("test", "--select", "fct_scores", "--exclude", "test_type:unit").success
    assert log_of(dbt) == log
    assert dbt(*COMPLETE).success
    assert log_of(dbt) == log


@pytest.mark.parametrize(
    "command",
    [
        ("run", "--select", "dim_area"),
        ("build", "--select", "dim_area", "--exclude", "test_type:unit"),
        ("build", "--empty", "--exclude-resource-type", "unit_test"),
        ("build", "--exclude-resource-type", "unit_test", "test"),
    ],
    ids=" ".join,
)
def test_part_of_a_build_takes_the_record_away(dbt: Dbt, command: tuple[str, ...]) -> None:
    """It succeeds, and yet there is nothing to publish."""
    with duckdb.connect(str(dbt.warehouse)) as connection:
        connection.execute("create or replace table build_log.completed_build as select 1 as models")
    assert dbt(*command).success
    assert log_of(dbt) == {}


def test_a_failed_build_takes_the_record_away(dbt: Dbt) -> None:
    """Even where everything else succeeded."""
    with duckdb.connect(str(dbt.warehouse)) as connection:
        connection.execute("create or replace table build_log.completed_build as select 1 as models")
    with (dbt.folder / "data" / "records.csv").open("a", encoding="utf-8") as file:
        file.write("2026-10,Z9,orders,all,1\n")
    build = dbt(*COMPLETE)
    assert not build.success
    assert "BAD INPUT" in build.output
    assert log_of(dbt) == {}
