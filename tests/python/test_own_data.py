"""A small index of one's own, worked out by hand, and what happens when its input is bad."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Dbt

EXAMPLE = Path(__file__).parent / "own_data_example"


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


def append(table: str, row: str) -> Callable[[Path], None]:
    """Add a row to a table."""

    def change(folder: Path) -> None:
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(row + "\n")

    return change


def replace(table: str, old: str, new: str) -> Callable[[Path], None]:
    """Replace a piece of a table that stands there."""

    def change(folder: Path) -> None:
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


ORDERS_OF_A2 = "period_code=2026-10, area_code=A2, measure_code=orders, industry_code=all"
VALUE_RULE = "a value is 0 or a number from 0.000001 to 1e18; what is missing has no row"
BAD_INPUTS = {
    "unknown area": (
        append("records", "2026-10,Z9,orders,all,1"),
        "BAD INPUT in records [period_code=2026-10, area_code=Z9, measure_code=orders, industry_code=all]: "
        "area_code=Z9. Rule: the code stands in areas.area_code.",
    ),
    "unknown measure": (
        append("records", "2026-10,A1,sheep,all,1"),
        "BAD INPUT in records [period_code=2026-10, area_code=A1, measure_code=sheep, industry_code=all]: "
        "measure_code=sheep. Rule: the code stands in measures.measure_code.",
    ),
    "unknown node": (
        append("node_edges", "shop_index,nobody"),
        "BAD INPUT in node_edges [parent_node_code=shop_index, node_code=nobody]: "
        "node_code=nobody. Rule: the code stands in nodes.node_code.",
    ),
    "duplicate key": (
        append("records", "2026-10,A2,orders,all,2"),
        f"BAD INPUT in records [{ORDERS_OF_A2}]: rows=2. Rule: the key stands once and no part of it is empty.",
    ),
    "negative value": (
        replace("records", "A2,orders,all,2", "A2,orders,all,-2"),
        f"BAD INPUT in records [{ORDERS_OF_A2}]: value=-2.0. Rule: {VALUE_RULE}.",
    ),
    "not a number": (
        replace("records", "A2,orders,all,2", "A2,orders,all,NaN"),
        f"BAD INPUT in records [{ORDERS_OF_A2}]: value=nan. Rule: {VALUE_RULE}.",
    ),
    "infinity": (
        replace("records", "A2,orders,all,2", "A2,orders,all,Infinity"),
        f"BAD INPUT in records [{ORDERS_OF_A2}]: value=inf. Rule: {VALUE_RULE}.",
    ),
    "national total of zero": (
        replace("records", "income,,10\n2026-10,B1,income,,30", "income,,0"),
        "BAD INPUT in records [period_code=2026-10, measure_code=income, industry_code=all, unit_level=city]: "
        "total over the units=0. Rule: a national total is above zero, or no share can be taken of it.",
    ),
    "weights that do not add up": (
        replace("weights", "shop_index,quality,0.5", "shop_index,quality,0.4"),
        "BAD INPUT in weights [scheme_code=listed, parent_node_code=shop_index]: "
        "sum of weights=0.900000000000000000. Rule: the weights of a group of siblings add up to 1.",
    ),
    "a score outside 1 to 5": (
        append("expert_scores", "expert_1,activity,6"),
        "BAD INPUT in expert_scores [expert_code=expert_1, node_code=activity]: score=6.0. "
        "Rule: a score is 1, 2, 3, 4 or 5.",
    ),
    "a missing score": (
        append("expert_scores", "expert_1,activity,4\nexpert_1,quality,4\nexpert_2,quality,4"),
        "BAD INPUT in expert_scores [expert_code=expert_2, node_code=activity]: no score. "
        "Rule: every expert scores every item of the sheet.",
    ),
    "an expert scored twice": (
        append("expert_scores", "expert_1,activity,4\nexpert_1,activity,5"),
        "BAD INPUT in expert_scores [expert_code=expert_1, node_code=activity]: rows=2. "
        "Rule: the key stands once and no part of it is empty.",
    ),
    "a cycle in the tree": (
        append("node_edges", "leaf_orders,shop_index"),
        "BAD INPUT in node_edges [node_code=shop_index]: node_code=shop_index. Rule: no node lies below itself.",
    ),
}


@pytest.mark.parametrize("fault", BAD_INPUTS)
def test_bad_input_stops_the_build(own_data: tuple[Dbt, Path], fault: str) -> None:
    """The message names table, key, value and rule, and no mart is built."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    spoil, message = BAD_INPUTS[fault]
    spoil(folder)
    build = dbt("build", "--exclude", "test_type:unit")
    assert not build.success
    assert message in build.output
    assert build.query("select table_name from information_schema.tables where table_name like 'fct_%'") == []
    assert build.status["fct_scores"] == "skipped"
