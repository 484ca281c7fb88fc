"""The statistical coherence of the indices, against numpy and scipy on the same warehouse."""

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from conftest import Build
from scipy import stats

Floats = npt.NDArray[np.float64]
LEAST_UNITS = 10

# Read from the facts and the input tables, not from the steps that the marts share.
SCORES = """
    select scores.period_code, scores.unit_level, scores.node_code, scores.area_code, cast(scores.score as double)
    from fct_scores as scores
    inner join staging.stg_methodology__index_schemes as schemes using (index_code, scheme_code)
    where schemes.is_default and scores.score is not null
"""
EDGES = """
    select index_code, parent_node_code, node_code from staging.stg_methodology__node_edges
    inner join staging.stg_methodology__nodes using (node_code)
"""


def fetch(build: Build, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query, of types that mypy need not know."""
    return list(build.query(sql))


@pytest.fixture(scope="module")
def scores(embedded: Build) -> dict[tuple[str, str, str], dict[str, float]]:
    """Scores by area for each period, level and node."""
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for period, level, node, area, score in fetch(embedded, SCORES):
        found[period, level, node][area] = score
    return found


@pytest.fixture(scope="module")
def groups(embedded: Build) -> dict[str, list[str]]:
    """Children of each node in alphabetical order."""
    found = defaultdict(list)
    for _, parent, node in sorted(fetch(embedded, EDGES)):
        found[parent].append(node)
    return found


def complete(values: list[dict[str, float]]) -> Floats:
    """One row for each area that has a value everywhere."""
    areas = sorted(set.intersection(*(set(each) for each in values)))
    return np.array([[each[area] for each in values] for area in areas]).reshape(-1, len(values))


def varies(values: Floats) -> bool:
    """Whether there are enough units and every column has more than one value."""
    return len(values) >= LEAST_UNITS and bool(np.all(np.ptp(values, axis=0) > 0))


def correlation(pair: Floats) -> float:
    """Pearson's r of two columns."""
    return float(np.atleast_2d(np.corrcoef(pair.T))[0, 1])


def test_distributions(embedded: Build) -> None:
    """Moments by scipy, quartiles by numpy, outliers by counting."""
    values = defaultdict(list)
    for *key, value in fetch(
        embedded, "select period_code, unit_level, node_code, value from fct_normalised_values where is_unit"
    ):
        values[tuple(key)].append(value)
    rows = fetch(
        embedded,
        """
        select period_code, unit_level, node_code, status, unit_count, observed_count, missing_count, zero_count,
            mean_value, standard_deviation, lowest_value, first_quartile, third_quartile, highest_value,
            skewness, kurtosis, outlier_count, needs_outlier_treatment
        from indicator_statistics
        """,
    )
    assert {row[:3] for row in rows} == set(values)
    assert {row[3] for row in rows} == {"computed", "not enough data"}
    for row in rows:
        all_units = values[row[:3]]
        present = np.array([value for value in all_units if value is not None], dtype=float)
        missing = len(all_units) - len(present)
        assert row[4:8] == (len(all_units), len(present), missing, np.count_nonzero(present == 0))
        if not varies(present.reshape(-1, 1)):
            assert row[3] == "not enough data"
            assert set(row[8:]) == {None}
            continue
        low, high = np.quantile(present, [0.25, 0.75])
        fence = 1.5 * (high - low)
        skewness, kurtosis = stats.skew(present, bias=False), stats.kurtosis(present, bias=False)
        expected = [present.mean(), present.std(ddof=1), present.min(), low, high, present.max(), skewness, kurtosis]
        np.testing.assert_allclose(row[8:16], expected, rtol=1e-9, atol=1e-9, err_msg=str(row[:3]))
        assert row[16] == np.count_nonzero((present < low - fence) | (present > high + fence))
        assert row[17] == (abs(skewness) > 2 and kurtosis > 3.5)


def test_correlations(
    embedded: Build, scores: dict[tuple[str, str, str], dict[str, float]], groups: dict[str, list[str]]
) -> None:
    """Every pair of siblings, every node with its parent and with its root, and nothing else."""
    relations = set()
    for index, parent, node in fetch(embedded, EDGES):
        relations |= {(parent, node, parent, "parent"), (index, node, index, "root")}
        relations |= {(parent, node, other, "sibling") for other in groups[parent] if other > node}
    rows = fetch(
        embedded,
        """
        select period_code, unit_level, group_node_code, node_code, compared_node_code, relation, status,
            observation_count, pearson_r, is_too_high, is_weak, is_negative
        from indicator_correlations
        """,
    )
    assert {row[2:6] for row in rows} == relations
    for period, level, _, node, other, _, status, count, r, *flags in rows:
        pair = complete([scores[period, level, node], scores[period, level, other]])
        assert count == len(pair)
        if not varies(pair):
            assert (status, r, *flags) == ("not enough data", None, None, None, None)
            continue
        expected = correlation(pair)
        assert r == pytest.approx(expected, abs=1e-9), (period, level, node, other)
        assert flags == [r > 0.92, -0.4 <= r < 0.3, r < -0.4]


def test_importance(embedded: Build, scores: dict[tuple[str, str, str], dict[str, float]]) -> None:
    """Squares of correlations with the root; weights and squares add up to 1 in every set."""
    sets = defaultdict(list)
    for *key, node, status, weight, share, squared, importance, ratio in fetch(
        embedded,
        """
        select index_code, period_code, unit_level, node_set, node_code, status, weight_in_index, weight_share,
            squared_correlation, importance_share, importance_to_weight
        from effective_importance
        """,
    ):
        if status == "computed":
            sets[tuple(key)].append((node, weight, share, squared, importance, ratio))
        else:
            assert {share, squared, importance, ratio} == {None}
    assert {key[3] for key in sets} == {"root_children", "leaves"}
    for (index, period, level, _), members in sets.items():
        pairs = [complete([scores[period, level, member[0]], scores[period, level, index]]) for member in members]
        squares = np.array([correlation(pair) ** 2 for pair in pairs])
        weights = np.array([member[1] for member in members])
        expected = np.column_stack([weights / weights.sum(), squares, squares / squares.sum()])
        expected = np.column_stack([expected, expected[:, 2] / expected[:, 0]])
        np.testing.assert_allclose([member[2:] for member in members], expected, rtol=1e-9, atol=1e-9)


def test_consistency(
    embedded: Build, scores: dict[tuple[str, str, str], dict[str, float]], groups: dict[str, list[str]]
) -> None:
    """Cronbach's alpha from the matrix of covariances, by the mean of those between different children."""
    rows = fetch(
        embedded,
        """
        select period_code, unit_level, group_node_code, status, child_count, unit_count, cronbach_alpha
        from internal_consistency
        """,
    )
    assert {row[2] for row in rows} == set(groups)
    for period, level, group, status, children, units, alpha in rows:
        values = complete([scores[period, level, child] for child in groups[group]])
        assert (units, children) == values.shape
        if units < LEAST_UNITS:
            assert (status, alpha) == ("not enough data", None)
            continue
        covariances = np.cov(values.T)
        between = (covariances.sum() - np.trace(covariances)) / (children * (children - 1))
        assert alpha == pytest.approx(children**2 * between / covariances.sum(), abs=1e-9), (period, level, group)


def test_components(
    embedded: Build, scores: dict[tuple[str, str, str], dict[str, float]], groups: dict[str, list[str]]
) -> None:
    """Loadings give the correlations back, stand at right angles, and have the sign that was promised."""
    rows = fetch(
        embedded,
        """
        select period_code, unit_level, group_node_code, component, node_code, status, eigenvalue, explained_share,
            loading
        from principal_components
        order by all
        """,
    )
    found = defaultdict(list)
    for row in rows:
        found[row[:3]].append(row[3:])
    computed = 0
    for (period, level, group), members in found.items():
        values = complete([scores[period, level, child] for child in groups[group]])
        if not varies(values):
            assert [member[:3] for member in members] == [(1, child, "not enough data") for child in groups[group]]
            assert {figure for member in members for figure in member[3:]} == {None}
            continue
        size = len(groups[group])
        figures = np.array([member[3:] for member in members]).reshape(size, size, 3)
        eigenvalues, loadings = figures[:, 0, 0], figures[:, :, 2]
        correlations = np.corrcoef(values.T)
        np.testing.assert_allclose(eigenvalues, np.linalg.eigvalsh(correlations)[::-1], atol=1e-9)
        np.testing.assert_allclose(figures[:, :, 1], figures[:, :, 0] / size, atol=1e-9)
        np.testing.assert_allclose(loadings.T @ loadings, correlations, atol=1e-9)
        np.testing.assert_allclose(loadings @ loadings.T, np.diag(eigenvalues), atol=1e-9)
        assert all(each[np.argmax(np.abs(each))] >= 0 for each in loadings)
        computed += 1
    assert computed > 80
