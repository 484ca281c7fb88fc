"""A build that leaves alone what has not changed gives, row by row, what a build of everything gives."""

import shutil
from pathlib import Path

import duckdb
from conftest import Build, Dbt, copy_marts
from test_bad_input import EXAMPLE, append, replace

OCTOBER = (EXAMPLE / "records.csv").read_text(encoding="utf-8").split("\n", 1)[1].strip()
SEPTEMBER = OCTOBER.replace("2026-10", "2026-09").replace(",6\n", ",7\n")
AUGUST = OCTOBER.replace("2026-10", "2026-08").replace(",6\n", ",5\n")


def changed_periods(build: Build) -> list[object]:
    """What the build computed anew."""
    return [period for (period,) in build.query("from intermediate.int_changed_periods order by all")]


def build_changes(dbt: Dbt, *arguments: str) -> Build:
    """Build as `make build` does after a complete build of the same code."""
    dbt.environment["ONLY_CHANGED_PERIODS"] = "yes"
    try:
        return dbt("build", "--exclude-resource-type", "unit_test", *arguments)
    finally:
        del dbt.environment["ONLY_CHANGED_PERIODS"]


def assert_equals_full_build(build: Build, folder: Path, tmp_path: Path) -> None:
    """Every mart is equal, row by row, to one made of everything."""
    tmp_path.mkdir(exist_ok=True)
    full = Dbt(tmp_path, folder)("build", "--exclude-resource-type", "unit_test")
    assert full.success, full.output
    with duckdb.connect() as connection:
        for name, warehouse in (("full_build", full.warehouse), ("in_steps", build.warehouse)):
            connection.execute(f"attach '{copy_marts(warehouse, tmp_path / f'{name}.duckdb')}' (read_only)")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'full_build' and schema_name = 'main'"
        ).fetchall()
        assert len(tables) > 10
        for (table,) in tables:
            differences = connection.execute(
                f"""
                (from full_build.main.{table} except all from in_steps.main.{table})
                union all
                (from in_steps.main.{table} except all from full_build.main.{table})
                """
            ).fetchall()
            assert differences == [], table


def test_periods_come_change_and_go(own_data: tuple[Dbt, Path], tmp_path: Path) -> None:
    """A new period, a late correction of an old one, bad input in between, and a period that is taken back."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    append("periods", "2026-08,month,2026-08-01,2026-08-31,")(folder)
    append("records", AUGUST)(folder)
    assert build_changes(dbt).success

    append("records", SEPTEMBER)(folder)
    new = build_changes(dbt)
    assert new.success, new.output
    assert changed_periods(new) == ["2026-09"]
    assert_equals_full_build(new, folder, tmp_path / "new")

    replace("records", "2026-09,A1,orders,all,7", "2026-09,A1,orders,all,-7")(folder)
    assert not build_changes(dbt).success
    replace("records", "2026-09,A1,orders,all,-7", "2026-09,A1,orders,all,8")(folder)
    corrected = build_changes(dbt)
    assert corrected.success, corrected.output
    assert changed_periods(corrected) == ["2026-09"]

    replace("records", AUGUST, "")(folder)
    gone = build_changes(dbt)
    assert gone.success, gone.output
    assert changed_periods(gone) == ["2026-08"]
    assert_equals_full_build(gone, folder, tmp_path / "gone")

    assert changed_periods(build_changes(dbt)) == []

    replace("weights", "listed,quality,leaf_availability,0.75", "listed,quality,leaf_availability,0.5")(folder)
    replace("weights", "listed,quality,leaf_income,0.25", "listed,quality,leaf_income,0.5")(folder)
    weighted = build_changes(dbt)
    assert changed_periods(weighted) == ["2026-09", "2026-10"]
    assert_equals_full_build(weighted, folder, tmp_path / "weighted")


def test_a_period_before_the_others_gives_them_other_numbers(own_data: tuple[Dbt, Path], tmp_path: Path) -> None:
    """Units are numbered in the order of time: an earlier period that comes or goes is no reason to mix up units."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    append("records", SEPTEMBER)(folder)
    assert build_changes(dbt).success

    earlier = "2026-08,month,2026-08-01,2026-08-31,\n"
    append("periods", earlier)(folder)
    append("records", AUGUST)(folder)
    come = build_changes(dbt)
    assert come.success, come.output
    assert changed_periods(come) == ["2026-08", "2026-09", "2026-10"]
    assert_equals_full_build(come, folder, tmp_path / "come")

    replace("periods", earlier, "")(folder)
    replace("records", AUGUST, "")(folder)
    gone = build_changes(dbt)
    assert gone.success, gone.output
    assert changed_periods(gone) == ["2026-08", "2026-09", "2026-10"]
    assert_equals_full_build(gone, folder, tmp_path / "gone")
    left = "where unit_number not in (select unit_number from intermediate.int_units)"
    for table in ("int_unit_values", "int_index_units", "int_missing_values", "int_scores", "int_ranks"):
        assert gone.query(f"select count(*) from intermediate.{table} {left}") == [(0,)], table


def test_a_part_of_a_build_leaves_nothing_to_rely_on(own_data: tuple[Dbt, Path]) -> None:
    """After a single model has run by hand the next build computes everything."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    complete = dbt("build", "--exclude-resource-type", "unit_test")
    assert complete.query("select period_code from build_log.built_periods") == [("2026-10",)]
    part = dbt("run", "--select", "fct_scores")
    assert part.query("select period_code from build_log.built_periods") == []
