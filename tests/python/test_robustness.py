"""How sure a rank is, against numpy and scipy on the same draws and scores."""

import hashlib
from collections import defaultdict
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pytest
from conftest import Build, Dbt
from scipy import stats

Floats = npt.NDArray[np.float64]
DRAWS = 500
SEED = 2016
UNCERTAINTY = 0.25
MODELS = ("int_weight_draws", "int_simulated_ranks", "rank_shifts")


def fetch(build: Build, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query, of types that mypy need not know."""
    return list(build.query(sql))


def ranks_of(scores: Floats) -> Floats:
    """Competition ranks, best first, of scores that are equal when they are so to 12 decimals."""
    return np.asarray(stats.rankdata(-np.round(scores, 12), method="min", axis=0))


def default_weights(build: Build) -> dict[str, dict[str, float]]:
    """The default weights of the children of each root, by node."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for index, node, weight in fetch(
        build,
        """
        select index_code, node_code, weight_in_parent from tree_weights
        where is_default and parent_node_code = index_code order by node_code
        """,
    ):
        weights[index][node] = weight
    return weights


def scores_of_children(build: Build) -> dict[tuple[str, str, str], dict[str, dict[str, float]]]:
    """Scores of the root's children under the default scheme, of units with a score, by ranking and unit."""
    rankings: dict[tuple[str, str, str], dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for index, period, level, area, node, score in fetch(
        build,
        """
        select children.index_code, children.period_code, children.unit_level, children.area_code, children.node_code,
            cast(children.score as double)
        from fct_scores as children
        inner join tree_weights on tree_weights.is_default and tree_weights.parent_node_code = children.index_code
            and tree_weights.node_code = children.node_code and tree_weights.scheme_code = children.scheme_code
        inner join fct_scores as roots on roots.scheme_code = children.scheme_code
            and roots.period_code = children.period_code and roots.unit_level = children.unit_level
            and roots.area_code = children.area_code and roots.node_code = children.index_code
        where roots.score is not null and children.score is not null
        """,
    ):
        rankings[index, period, level][area][node] = score
    return rankings


def matrix(units: dict[str, dict[str, float]], areas: list[str], nodes: list[str]) -> Floats:
    """Units by nodes, with gaps."""
    return np.array([[units[area].get(node, np.nan) for node in nodes] for area in areas])


def test_draws_are_those_of_md5(embedded: Build) -> None:
    """Weights drawn in Python from the same keys; their multiples of the default ones look uniform."""
    found = {
        row[:2]: row[2] for row in fetch(embedded, "select node_code, draw, weight from intermediate.int_weight_draws")
    }
    numbers = []
    for weights in default_weights(embedded).values():
        for draw in range(1, DRAWS + 1):
            varied = {}
            for node, weight in weights.items():
                half = hashlib.md5(f"{SEED}|{draw}|{node}".encode(), usedforsecurity=False).digest()[8:]
                number = (int.from_bytes(half, "little") >> 11) / 2**53
                numbers.append(number)
                varied[node] = weight * (1 - UNCERTAINTY + 2 * UNCERTAINTY * number)
            for node, weight in varied.items():
                assert found.pop((node, draw)) == pytest.approx(weight / sum(varied.values()), rel=1e-14)
    assert not found
    assert stats.kstest(numbers, "uniform").pvalue > 0.01


def test_intervals_and_neighbours(embedded: Build) -> None:
    """Every score of every draw with numpy; quantiles by numpy, probabilities and neighbours by counting."""
    draws: dict[str, list[list[float]]] = defaultdict(list)
    for index, weights in fetch(
        embedded,
        """
        select index_code, list(weight order by node_code) from intermediate.int_weight_draws
        group by index_code, draw
        """,
    ):
        draws[index].append(weights)
    intervals = {
        row[:4]: row[4:]
        for row in fetch(
            embedded,
            """
            select index_code, period_code, unit_level, area_code, rank_p05, rank_p25, rank_p50, rank_p75, rank_p95,
                short_top_probability, long_top_probability
            from rank_intervals where status = 'computed'
            """,
        )
    }
    neighbours = defaultdict(list)
    for row in fetch(
        embedded,
        """
        select index_code, period_code, unit_level, area_code, next_area_code, share_ahead, is_distinguishable
        from rank_neighbours where status = 'computed'
        """,
    ):
        neighbours[row[:3]].append(row[3:])
    nodes = {index: list(weights) for index, weights in default_weights(embedded).items()}
    rankings = scores_of_children(embedded)
    assert sum(map(len, rankings.values())) == len(intervals) > 8000
    assert sum(map(len, neighbours.values())) == len(intervals) - len(rankings)
    for key, units in rankings.items():
        areas = sorted(units)
        children = matrix(units, areas, nodes[key[0]])
        weights = np.array(draws[key[0]]).T
        scores = np.round((np.nan_to_num(children) @ weights) / (~np.isnan(children) @ weights), 12)
        ranks = ranks_of(scores)
        assert ranks.shape == (len(areas), DRAWS)
        expected = np.column_stack(
            [
                *np.quantile(ranks, [0.05, 0.25, 0.5, 0.75, 0.95], axis=1, method="inverted_cdf"),
                (ranks <= 10).mean(axis=1),
                (ranks <= 50).mean(axis=1),
            ]
        )
        np.testing.assert_array_equal(np.array([intervals[(*key, area)] for area in areas]), expected, str(key))
        place = {area: number for number, area in enumerate(areas)}
        for area, following, share, is_distinguishable in neighbours[key]:
            ahead = int((scores[place[area]] > scores[place[following]]).sum())
            assert (share, is_distinguishable) == (ahead / DRAWS, ahead >= 0.95 * DRAWS), (key, area)


def test_scenarios_without_a_child(embedded: Build) -> None:
    """Scores over the children that are left, and their ranks."""
    weights = default_weights(embedded)
    found: dict[tuple[str, ...], dict[str, tuple[float, int]]] = defaultdict(dict)
    for *key, area, score, rank in fetch(
        embedded,
        """
        select index_code, period_code, unit_level, dropped_node_code, area_code, cast(score as double), rank
        from scenario_ranks where scenario_kind = 'without_child' and status = 'computed'
        """,
    ):
        found[tuple(key)][area] = (score, rank)
    rankings = scores_of_children(embedded)
    assert len(found) == sum(len(weights[index]) for index, _, _ in rankings)
    for (index, period, level, dropped), rows in found.items():
        nodes = [node for node in weights[index] if node != dropped]
        areas = sorted(rows)
        children = matrix(rankings[index, period, level], areas, nodes)
        given = np.array([weights[index][node] for node in nodes])
        scores = (np.nan_to_num(children) @ given) / (~np.isnan(children) @ given)
        np.testing.assert_allclose([rows[area][0] for area in areas], scores, rtol=1e-9, atol=1e-14)
        np.testing.assert_array_equal([rows[area][1] for area in areas], ranks_of(scores))


def test_scenarios_of_schemes_are_the_ranks_of_the_facts(embedded: Build) -> None:
    """Every scheme of every index, the default one with no shift."""
    assert fetch(
        embedded,
        """
        select count(*) > 18000, count(*) filter (where is_default and rank_shift != 0),
            count(*) filter (where facts.rank is distinct from scenarios.rank or facts.score != scenarios.score)
        from scenario_ranks as scenarios
        left join fct_ranks as facts on facts.node_code = scenarios.index_code
            and facts.scheme_code = scenarios.scheme_code and facts.period_code = scenarios.period_code
            and facts.unit_level = scenarios.unit_level and facts.area_code = scenarios.area_code
            and facts.list_area_level = 'nation'
        where scenario_kind = 'scheme'
        """,
    ) == [(True, 0, 0)]


def test_shifts_and_correlations(embedded: Build) -> None:
    """Spearman's rho and Kendall's tau-b by scipy; shifts by numpy."""
    pairs = defaultdict(list)
    for *key, default_rank, rank in fetch(
        embedded,
        """
        select index_code, period_code, unit_level, scenario_code, default_rank, rank
        from scenario_ranks where status = 'computed' and not is_default
        """,
    ):
        pairs[tuple(key)].append((default_rank, rank))
    rows = fetch(
        embedded,
        """
        select index_code, period_code, unit_level, scenario_code, status, unit_count, mean_absolute_shift,
            largest_absolute_shift, spearman_rho, kendall_tau
        from rank_shifts
        """,
    )
    assert len(rows) >= len(pairs) > 600
    for *key, status, count, mean, largest, rho, tau in rows:
        before, after = np.array(pairs.get(tuple(key), []), dtype=int).reshape(-1, 2).T
        assert count == len(before)
        assert status == ("computed" if count >= 10 else "not enough data")
        if status == "computed":
            shifts = np.abs(after - before)
            assert (mean, largest) == (pytest.approx(shifts.mean(), rel=1e-14), shifts.max())
            assert rho == pytest.approx(stats.spearmanr(before, after).statistic, abs=1e-12), key
            assert tau == pytest.approx(stats.kendalltau(before, after).statistic, abs=1e-12), key
        else:
            assert (mean, largest, rho, tau) == (None,) * 4


def test_same_bits_with_any_number_of_threads(embedded_dbt: Dbt, embedded: Build) -> None:
    """The models that add up floats or count pairs, once more with one thread and with four."""
    compiled = embedded_dbt.folder / "target" / "compiled" / "internet_plus_index" / "models"
    for model in MODELS:
        [file] = compiled.glob(f"*/robustness/{model}.sql")
        with duckdb.connect(str(embedded.warehouse), read_only=True) as connection:
            connection.execute("set threads = 1")
            connection.execute(f"create temp table one as {file.read_text(encoding='utf-8')}")
            connection.execute("set threads = 4")
            connection.execute(f"create temp table four as {file.read_text(encoding='utf-8')}")
            differences = "(from one except all from four) union all (from four except all from one)"
            assert connection.execute(differences).fetchall() == [], model
            assert connection.execute("select count(*) > 600 from one").fetchall() == [(True,)]
