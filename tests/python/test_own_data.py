"""A small index of one's own, worked out by hand."""

import shutil
from pathlib import Path

import pytest
from conftest import PROJECT, Dbt

EXAMPLE = PROJECT / "examples" / "shop_index"


def test_hand_computed_scores(own_data: tuple[Dbt, Path]) -> None:
    """Every rule at once, against figures from a sheet of paper.

    A1 has 6 of 16 orders (37.5 %), 3 of the cities' 4 users (75 %), 0.75 of 1.5 availability (50 %) and 10 of 40
    income (25 %): 0.5 (0.5 · 37.5 + 0.5 · 75) + 0.5 (0.75 · 50 + 0.25 · 25) = 50. A2 has no users (counts as zero)
    and no income (skipped, so availability has all of quality): 0.25 · 12.5 + 0.5 · 100 / 3. Province A has its
    cities' orders and 4 of its own, 12 of 16, its own count of users, and no availability, so quality is income.
    """
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    build = dbt("build")
    assert build.success, build.output
    scores = {
        (area, node): score
        for area, node, score in build.query(
            "select area_code, node_code, cast(score as double) from fct_scores where score is not null"
        )
    }
    assert scores["A1", "shop_index"] == pytest.approx(50, abs=1e-12)
    assert scores["A2", "shop_index"] == pytest.approx(0.25 * 12.5 + 0.5 * 100 / 3, abs=1e-12)
    assert scores["B1", "shop_index"] == pytest.approx(25, abs=1e-12)
    assert scores["A", "activity"] == pytest.approx(0.5 * 75 + 0.5 * 50, abs=1e-12)
    assert scores["A", "shop_index"] == pytest.approx(0.5 * 62.5 + 0.5 * 25, abs=1e-12)
    assert scores["B", "quality"] == pytest.approx(75, abs=1e-12)
    ranks = build.query(
        "select area_code, rank from fct_ranks where node_code = 'shop_index' and list_area_code = 'N' order by all"
    )
    assert ranks == [("A", 2), ("A1", 1), ("A2", 3), ("B", 1), ("B1", 2)]
    remainder = build.query(
        "select unit_level, area_code, normalised_value from fct_normalised_values where not is_unit order by all"
    )
    assert remainder == [("city", "A", 25.0), ("city", "N", 12.5), ("province", "N", 12.5)]
    assert build.query("select distinct origin from fct_scores") == [("own",)]
    assert build.query("select rank, area_code from ranking_lists order by rank") == [(1, "A1"), (2, "B1")]
    assert build.query("select count(*) from city_index where index_score is not null") == [(3,)]
