"""A city that moves to another province between two months, worked out by hand, and periods that do not fit."""

import shutil
from pathlib import Path

from conftest import Dbt
from test_bad_input import EXAMPLE, append, replace

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
