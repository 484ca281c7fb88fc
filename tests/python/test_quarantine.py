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


NUMBER = "value is a number: digits with a decimal point, nothing between thousands"
DOMAIN = "a value is 0 or a number from 0.000001 to 1e18; what is missing has no row"
# what a record looks like (period, area, measure, value) and the rule that it breaks
ALONE = {
    "sound": ("2026-10", "A1", "orders", "0.000001", None),
    "nothing": ("2026-10", "A1", "orders", "-0.0", None),
    "below_zero": ("2026-10", "A1", "growth", "-3", None),
    "at_its_bound": ("2026-10", "A1", "failure_rate", "1", None),
    "no_period": ("", "A1", "orders", "1", "period_code is not empty"),
    "another_period": ("2027-01", "A1", "orders", "1", "the code stands in periods.period_code"),
    "no_area": ("2026-10", "", "orders", "1", "area_code is not empty"),
    "another_area": ("2026-10", "Z9", "orders", "1", "the code stands in areas.area_code"),
    "another_measure": ("2026-10", "A1", "sheep", "1", "the code stands in measures.measure_code"),
    "long_area": ("2026-10", "A" * 1001, "orders", "1", "area_code has at most 1000 characters"),
    "long_number": ("2026-10", "A1", "orders", "0" * 1000 + "1", None),
    "long_text": ("2026-10", "A1", "orders", "x" * 1001, "value has at most 1000 characters"),
    "no_value": ("2026-10", "A1", "orders", "", "value is not empty"),
    "text": ("2026-10", "A1", "orders", "many", NUMBER),
    "no_number": ("2026-10", "A1", "orders", "NaN", DOMAIN),
    "infinity": ("2026-10", "A1", "orders", "inf", DOMAIN),
    "far_below_zero": ("2026-10", "A1", "growth", "-inf", DOMAIN),
    "large": ("2026-10", "A1", "orders", "1.1e18", DOMAIN),
    "small": ("2026-10", "A1", "orders", "0.0000001", DOMAIN),
    "small_below_zero": ("2026-10", "A1", "growth", "-0.0000001", DOMAIN),
    "negative": ("2026-10", "A1", "orders", "-1", DOMAIN),
    "above_its_bound": (
        "2026-10",
        "A1",
        "failure_rate",
        "1.01",
        "a value does not lie above the upper bound of its measure",
    ),
    "twice": ("2026-10", "B1", "orders", "0.5", "the key stands once"),
}


def test_no_kind_of_bad_record_hides_in_its_group(own_data: tuple[Dbt, Path]) -> None:
    """Each kind is alone in a group of its own, an industry, beside a sound record."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    with (folder / "industries.csv").open("a", encoding="utf-8") as industries:
        industries.writelines(f"{kind},,{kind},{kind}\n" for kind in ALONE)
    with (folder / "measures.csv").open("a", encoding="utf-8") as measures:
        measures.write("growth,shop,shop,增长,Growth,ratio,more_is_better,,own_level,true\n")
    with (folder / "records.csv").open("a", encoding="utf-8") as records:
        for kind, (period, area, measure, value, _) in ALONE.items():
            records.write(f"{period},B1,{measure},{kind},0.5\n{period},{area},{measure},{kind},{value}\n")
    build = dbt("run", "--select", "+int_bad_records")
    assert build.success, build.output
    found = build.query("select industry_code, broken_rule from intermediate.int_bad_records where area_code != 'B1'")
    beside = build.query("select industry_code, broken_rule from intermediate.int_bad_records where area_code = 'B1'")
    no_area = build.query("select industry_code, broken_rule from intermediate.int_bad_records where area_code is null")
    of_area = {kind: rule for kind, (_, area, _, _, rule) in ALONE.items() if rule and area != "B1"}
    assert sorted([*found, *no_area]) == sorted(of_area.items())
    of_group = {kind: of_area[kind] for kind in ("no_period", "another_period", "another_measure")}
    assert sorted(beside) == sorted([*of_group.items(), *[("twice", "the key stands once")] * 2])


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
