"""A city that moves to another province between two months, worked out by hand, and periods that do not fit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Dbt
from test_own_data import EXAMPLE, append, replace

SEPTEMBER = "2026-09,month,2026-09-01,2026-09-30,"
OCTOBER = "2026-10,month,2026-10-01,2026-10-31,2026-09"


def write_a_move(folder: Path, last_day: str, first_day: str) -> None:
    """The example with the same records in both months, and A2 in province A at first and in B later."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    october = (folder / "records.csv").read_text(encoding="utf-8").splitlines()[1:]
    append("records", "\n".join(record.replace("2026-10", "2026-09") for record in october))(folder)
    append(
        "area_memberships",
        f"area_code,parent_area_code,valid_from,valid_to\nA2,A,2020-01-01,{last_day}\nA2,B,{first_day},",
    )(folder)


def test_a_city_moves_between_two_months(own_data: tuple[Dbt, Path]) -> None:
    """Each month counts A2 where it lay then, and areas.csv does not matter: it says A for all time.

    Orders, of 16 in the nation: in September A has 6 + 2 + 4 (75 %) and B 2 (12.5 %), in October A has 6 + 4 (62.5 %)
    and B 2 + 2 (25 %). Of the users the provinces have half each, of the income A 25 and B 75 %, and of availability
    they have none. So A falls from 0.5 (0.5 · 75 + 0.5 · 50) + 0.5 · 25 = 43.75 to 40.625, and B rises as much.
    """
    dbt, folder = own_data
    write_a_move(folder, last_day="2026-09-30", first_day="2026-10-01")
    replace("periods", "previous_period_code", "previous_period_code,base_period_code")(folder)
    replace("periods", SEPTEMBER, f"{SEPTEMBER},2026-09")(folder)
    replace("periods", OCTOBER, f"{OCTOBER},2026-09")(folder)
    build = dbt("build")
    assert build.success, build.output
    provinces = build.query(
        """
        select period_code, area_code, index_score, index_score_change, index_score_change_since_base,
            index_rank_change_since_base
        from province_index order by all
        """
    )
    assert provinces == [
        ("2026-09", "A", 43.75, None, 0, 0),
        ("2026-09", "B", 53.125, None, 0, 0),
        ("2026-10", "A", 40.625, -3.125, -3.125, 0),
        ("2026-10", "B", 56.25, 3.125, 3.125, 0),
    ]
    cities = build.query(
        """
        select period_code, area_code, province_code, index_rank, index_rank_in_province, index_rank_change
        from city_index order by all
        """
    )
    assert cities == [
        ("2026-09", "A1", "A", 1, 1, None),
        ("2026-09", "A2", "A", 3, 2, None),
        ("2026-09", "B1", "B", 2, 1, None),
        ("2026-10", "A1", "A", 1, 1, 0),
        ("2026-10", "A2", "B", 3, 2, 0),
        ("2026-10", "B1", "B", 2, 1, 0),
    ]
    latest = build.query(
        "select parent_area_code, province_code, province_name_en from dim_area where area_code = 'A2'"
    )
    assert latest == [("B", "B", "Province B")]


def test_a_city_never_moves_inside_a_month(own_data: tuple[Dbt, Path]) -> None:
    """The fault names the area, the day and the month, and no mart is built."""
    dbt, folder = own_data
    write_a_move(folder, last_day="2026-10-14", first_day="2026-10-15")
    build = dbt("build", "--exclude", "test_type:unit")
    assert not build.success
    rule = "Rule: the parent of an area does not change inside a period."
    for message in (
        f"[area_code=A2, valid_from=2020-01-01]: valid_to=2026-10-14, period_code=2026-10. {rule}",
        f"[area_code=A2, valid_from=2026-10-15]: valid_from=2026-10-15, period_code=2026-10. {rule}",
    ):
        assert f"BAD INPUT in area_memberships {message}" in build.output
    assert build.status["fct_scores"] == "skipped"


BAD_INPUTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "records without a membership": (
        append("area_memberships", "A2,B,2026-11-01,"),
        "BAD INPUT in area_memberships [area_code=A2]: period_code=2026-10. "
        "Rule: an area with memberships has one for every period in which it has records.",
    ),
    "mixed periods": (
        replace("periods", SEPTEMBER, "2026-09,quarter,2026-07-01,2026-09-30,"),
        "BAD INPUT in periods [period_code=2026-10]: previous_period_code=2026-09, period_grain=quarter. "
        "Rule: a period is compared with one of the same grain.",
    ),
    "dates out of order": (
        replace("periods", SEPTEMBER, "2026-09,month,2026-11-01,2026-11-30,"),
        "BAD INPUT in periods [period_code=2026-10]: previous_period_code=2026-09, period_end=2026-11-30. "
        "Rule: the period compared with ends before the period starts; only a base may be the period itself.",
    ),
    "a month of a quarter": (
        replace("periods", OCTOBER, "2026-10,month,2026-10-01,2026-12-31,2026-09"),
        "BAD INPUT in periods [period_code=2026-10]: period_grain=month, days=92. "
        "Rule: a year has 364 to 371 days, a quarter 84 to 98, a month 28 to 31, a week 7, a day 1.",
    ),
}


@pytest.mark.parametrize("fault", BAD_INPUTS)
def test_bad_periods_stop_the_build(own_data: tuple[Dbt, Path], fault: str) -> None:
    """The message names table, key, value and rule, and no mart is built."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    spoil, message = BAD_INPUTS[fault]
    spoil(folder)
    build = dbt("build", "--exclude", "test_type:unit")
    assert not build.success
    assert message in build.output
    assert build.status["fct_scores"] == "skipped"
