"""With ON_BAD_ROWS=quarantine bad records are put aside, counted and kept with their reasons; the others are used."""

import shutil
from pathlib import Path

from conftest import PROJECT, Dbt

EXAMPLE = PROJECT / "examples" / "shop_index"
BAD = [
    ("2026-10", "A2", "orders", "all", "2", "the key stands once"),
    ("2026-10", "A2", "orders", "all", "7", "the key stands once"),
    (
        "2026-10",
        "B1",
        "orders",
        "all",
        "many",
        "value is a number: digits with a decimal point, nothing between thousands",
    ),
    ("2026-10", "Z9", "orders", "all", "1", "the code stands in areas.area_code"),
    ("", "A1", "orders", "all", "1", "period_code is not empty"),
]


def test_bad_records_are_put_aside(own_data: tuple[Dbt, Path]) -> None:
    """A1 then has 6 of 12 orders: 4 of province A, 2 of the nation; both rows of A2's key are out."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    path = folder / "records.csv"
    text = path.read_text(encoding="utf-8").replace("B1,orders,all,2", "B1,orders,all,many")
    path.write_text(text + "2026-10,A2,orders,all,7\n2026-10,Z9,orders,all,1\n,A1,orders,all,1\n", encoding="utf-8")
    dbt.environment["ON_BAD_ROWS"] = "quarantine"
    try:
        build = dbt("build", "--exclude-resource-type", "unit_test")
    finally:
        del dbt.environment["ON_BAD_ROWS"]
    assert build.success, build.output
    kept = build.query(
        """
        select period_code, area_code, measure_code, industry_code, delivered_value, broken_rule
        from quarantined_records order by period_code desc, area_code, delivered_value
        """
    )
    assert kept == BAD
    [(share, total)] = build.query(
        "select normalised_value, total from fct_normalised_values where node_code = 'leaf_orders' and area_code = 'A1'"
    )
    assert (share, total) == (50.0, 12.0)
    totals = build.query(
        """
        select record_count, quarantined_record_count, cast(quarantined_value as double) from fct_national_totals
        where measure_code = 'orders' and unit_level = 'city'
        """
    )
    assert totals == [(3, 4, 10.0)]


def test_a_fault_outside_the_records_stops_the_build_all_the_same(own_data: tuple[Dbt, Path]) -> None:
    """Weights that do not add up are no bad rows of records."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    path = folder / "weights.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("quality,0.5", "quality,0.4"), encoding="utf-8")
    dbt.environment["ON_BAD_ROWS"] = "quarantine"
    try:
        build = dbt("build", "--exclude-resource-type", "unit_test")
    finally:
        del dbt.environment["ON_BAD_ROWS"]
    assert not build.success
    assert "Rule: the weights of a group of siblings add up to 1." in build.output


def test_another_choice_is_refused(own_data: tuple[Dbt, Path]) -> None:
    """A typo does not mean stop, and it does not mean quarantine."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    dbt.environment["ON_BAD_ROWS"] = "quarantaine"
    try:
        build = dbt("build", "--select", "input_faults")
    finally:
        del dbt.environment["ON_BAD_ROWS"]
    assert not build.success
    assert "ON_BAD_ROWS is stop or quarantine, not quarantaine" in build.output
