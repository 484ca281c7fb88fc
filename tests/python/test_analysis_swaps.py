"""Weights at which neighbours swap, against a numeric search for roots on the same scores."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pytest
from conftest import Build, Dbt
from scipy.optimize import brentq

Floats = npt.NDArray[np.float64]
Children = dict[str, float]
GRID = np.concatenate([[1e-11, 1e-6], np.linspace(0.001, 0.999, 200), [1 - 1e-6, 1 - 1e-11]])


def score_by_weight(children: Children, weights: dict[str, float], node: str) -> Callable[[Floats], Floats]:
    """The score of a unit as a function of the weight of one node, over the children that it has."""
    moved = children.get(node)
    others = {other: weight for other, weight in weights.items() if other != node and other in children}
    rest = sum(weight for other, weight in weights.items() if other != node)
    products = sum(weight * children[other] for other, weight in others.items()) / rest
    present = sum(others.values()) / rest

    def score(weight: Floats) -> Floats:
        if moved is None:
            return ((1 - weight) * products) / ((1 - weight) * present)
        return (weight * moved + (1 - weight) * products) / (weight + (1 - weight) * present)

    return score


def swap(first: Children, following: Children, weights: dict[str, float], node: str) -> float | None:
    """The weight at which both score the same and that is nearest to the present one."""
    one, other = score_by_weight(first, weights, node), score_by_weight(following, weights, node)

    def lead(weight: Floats) -> Floats:
        return one(weight) - other(weight)

    leads = lead(GRID) * np.ones_like(GRID)
    roots = [
        float(brentq(lambda weight: float(lead(np.asarray(weight))), GRID[place], GRID[place + 1], xtol=1e-14))
        for place in np.flatnonzero(leads[:-1] * leads[1:] < 0)
    ]
    return min(roots, key=lambda root: abs(root - weights[node]), default=None)


def default_weights(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, float]]:
    """Weights of the roots' children by index and node."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for index, node, weight in rows:
        weights[index][node] = weight
    return weights


def check(
    found: list[tuple[Any, ...]], scores: dict[tuple[str, ...], Children], weights: dict[str, dict[str, float]]
) -> int:
    """Compare rows of the mart with roots that are searched for; return how many swaps there are."""
    swaps = 0
    for index, period, level, area, following, node, weight, at_swap, change in found:
        key = (index, period, level)
        first, second = scores[*key, area], scores[*key, following]
        expected = swap(first, second, weights[index], node)
        assert weight == weights[index][node]
        if at_swap is None:
            assert expected is None, (key, area, node, expected)
            assert change is None
            continue
        swaps += 1
        assert at_swap == pytest.approx(expected, abs=1e-8), (key, area, node)
        assert change == pytest.approx(at_swap - weight, abs=1e-12)
    return swaps


WEIGHTS = """
    select index_code, node_code, weight_in_parent from tree_weights where is_default and parent_node_code = index_code
"""
SCORES = """
    select index_code, period_code, unit_level, area_code, node_code, cast(score as double)
    from intermediate.int_default_scores where score is not null
"""
SWAPS = """
    select index_code, period_code, unit_level, area_code, next_area_code, node_code, weight, weight_at_swap,
        weight_change
    from weight_swaps where status = 'computed'
"""


def scores_by_unit(
    rows: list[tuple[Any, ...]], weights: dict[str, dict[str, float]]
) -> dict[tuple[str, ...], Children]:
    """Scores of the roots' children by index, period, level and unit."""
    scores: dict[tuple[str, ...], Children] = defaultdict(dict)
    for index, period, level, area, node, score in rows:
        if node in weights[index]:
            scores[index, period, level, area][node] = score
    return scores


def test_swaps_are_the_roots(embedded: Build) -> None:
    """Every pair of every ranking; some cities lack printed scores."""
    weights = default_weights(list(embedded.query(WEIGHTS)))
    scores = scores_by_unit(list(embedded.query(SCORES)), weights)
    rows = list(embedded.query(SWAPS))
    assert len(rows) > 100000
    assert check(rows, scores, weights) > 60000
    gaps = [unit for unit, children in scores.items() if len(children) < len(weights[unit[0]])]
    assert len({unit[0] for unit in gaps}) == 1
    assert len(gaps) > 100


def test_swaps_around_random_gaps(embedded_dbt: Dbt, embedded: Build) -> None:
    """Units that lack any children, in any combination, and even all but one: by the model on scores with holes."""
    [file] = (embedded_dbt.folder / "target" / "compiled" / "internet_plus_index" / "models").glob(
        "*/robustness/weight_swaps.sql"
    )
    model = file.read_text(encoding="utf-8")
    with duckdb.connect(str(embedded.warehouse), read_only=True) as connection:
        connection.execute(
            """
            create temp table holes as
            select scores.* replace (
                case when hash(area_code || '|' || scores.node_code) % 3 = 0 then null else score end as score
            )
            from intermediate.int_default_scores as scores
            inner join tree_weights on is_default and tree_weights.parent_node_code = scores.index_code
                and tree_weights.node_code = scores.node_code
            where scores.index_code in (select index_code from dim_node where pillar_code is not null)
            """
        )
        connection.execute(
            """
            create temp table units as
            select * replace (row_number() over (partition by ranking_number order by score desc) as place)
            from (
                select ranked.* replace (
                    cast(sum(tree_weights.weight_in_parent * holes.score)
                        / sum(case when holes.score is not null then weight_in_parent end) as decimal(38, 15)) as score
                )
                from intermediate.int_ranked_units as ranked
                inner join holes using (index_code, period_code, unit_level, area_code)
                inner join tree_weights on is_default and tree_weights.parent_node_code = ranked.index_code
                    and tree_weights.node_code = holes.node_code
                group by all
            )
            where score is not null
            """
        )
        for name, table in (("int_default_scores", "holes"), ("int_ranked_units", "units")):
            model = re.sub(rf'"\w+"\."\w+"\."{name}"', table, model)
        connection.execute(f"create temp table weight_swaps as {model}")
        rows = connection.execute(SWAPS.replace("from weight_swaps", "from temp.weight_swaps")).fetchall()
        weights = default_weights(connection.execute(WEIGHTS).fetchall())
        holes = connection.execute(SCORES.replace("intermediate.int_default_scores", "holes")).fetchall()
    assert len(rows) > 2000
    assert check(rows, scores_by_unit(holes, weights), weights) > 1000


def test_the_nearest_is_one_for_each_pair(embedded: Build) -> None:
    """It has the smallest change; a pair without swaps has none."""
    assert embedded.query(
        """
        select count(*) > 8000, count(*) filter (where flagged > 1), count(*) filter (where flagged != least(swaps, 1)),
            count(*) filter (where nearest > smallest)
        from (
            select count(*) filter (where is_nearest) as flagged, count(weight_at_swap) as swaps,
                min(abs(weight_change)) as smallest, max(abs(weight_change)) filter (where is_nearest) as nearest
            from weight_swaps group by index_code, period_code, unit_level, place
        )
        """
    ) == [(True, 0, 0, 0)]
