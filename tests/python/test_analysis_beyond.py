"""The analyses that the report does not have, against numpy, scipy and plain Python on the same warehouse."""

import math
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pytest
from conftest import Build, Dbt
from scipy import stats

Floats = npt.NDArray[np.float64]
KILOMETRES = 500
PEERS = 5
FLAGGED = 5
LEAST_UNITS = 10

# Scores under the default scheme, read from the facts and not from the step that the analyses share.
DEFAULT_SCORES = """
    select scores.*
    from fct_scores as scores
    inner join staging.stg_methodology__index_schemes as schemes using (index_code, scheme_code)
    where schemes.is_default
"""


def fetch(build: Build, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query, of types that mypy need not know."""
    return list(build.query(sql))


def test_shares_and_intensities(embedded: Build) -> None:
    """Shares and ratios over what has a score and a figure; the mean weighted by size is 1; ranks by counting."""
    scores = fetch(
        embedded,
        f"""
        select index_code, period_code, unit_level, area_code, cast(score as double)
        from ({DEFAULT_SCORES}) where node_code = index_code
        """,
    )
    # the embedded statistics are all of 2014: the only ones that a score of 2014 or 2015 can stand beside
    figures = {
        (statistic, area): value
        for statistic, area, value in fetch(
            embedded,
            """
            select statistic_code, area_code, value from intermediate.int_area_statistics
            where period_code = '2014' and statistic_code in ('gdp', 'internet_users')
            """,
        )
    }
    groups = defaultdict(list)
    for index, period, level, area, score in scores:
        for statistic in ("gdp", "internet_users"):
            if score is not None and (statistic, area) in figures:
                groups[index, period, level, statistic].append((area, score, figures[statistic, area]))
    rows = fetch(
        embedded,
        """
        select index_code, period_code, unit_level, statistic_code, area_code, status, score_share, statistic_share,
            intensity, intensity_rank, score_rank, compared_units
        from score_intensity
        """,
    )
    assert len(rows) == 2 * len(scores)
    found = {row[:5]: row[6:] for row in rows if row[5] == "computed"}
    assert len(found) == sum(len(members) for members in groups.values()) > 9000
    for key, members in groups.items():
        score = np.array([member[1] for member in members])
        size = np.array([member[2] for member in members])
        intensity = (score / score.sum()) / (size / size.sum())
        assert np.average(intensity, weights=size) == pytest.approx(1, abs=1e-12)
        expected = np.column_stack(
            [
                100 * score / score.sum(),
                100 * size / size.sum(),
                intensity,
                stats.rankdata(-intensity, method="min"),
                stats.rankdata(-score, method="min"),
                np.full(len(members), len(members)),
            ]
        )
        actual = np.array([found[(*key, member[0])] for member in members], dtype=float)
        np.testing.assert_allclose(actual, expected, rtol=1e-11, err_msg=str(key))


@pytest.mark.parametrize("period", ["2014", "2015"])
@pytest.mark.parametrize("level", ["city", "province"])
def test_peers_are_the_nearest_by_brute_force(embedded: Build, period: str, level: str) -> None:
    """Every distance with numpy; the five smallest of each unit, by area code where they are the same."""
    scores = fetch(
        embedded,
        f"""
        select area_code, list(cast(score as double) order by node_code)
        from ({DEFAULT_SCORES})
        inner join dim_node using (index_code, node_code)
        where index_code = 'internet_plus' and node_kind = 'primary_indicator'
            and period_code = '{period}' and unit_level = '{level}'
        group by area_code order by area_code
        """,
    )
    areas = [row[0] for row in scores]
    values = np.array([row[1] for row in scores])
    assert values.shape == ({"city": 351, "province": 31}[level], 13)
    shares = values / values.sum(axis=1, keepdims=True)
    profiles = stats.zscore(shares, axis=0, ddof=1)
    distances = np.sqrt(((profiles[:, None, :] - profiles[None, :, :]) ** 2).sum(axis=2))
    expected = []
    for unit, area in enumerate(areas):
        others = sorted(
            (round(distances[unit, other], 12), areas[other]) for other in range(len(areas)) if other != unit
        )
        expected += [(area, rank + 1, peer, distance) for rank, (distance, peer) in enumerate(others[:PEERS])]
    found = fetch(
        embedded,
        f"""
        select area_code, peer_rank, peer_area_code, distance from unit_peers
        where index_code = 'internet_plus' and period_code = '{period}' and unit_level = '{level}'
            and status = 'computed'
        order by area_code, peer_rank
        """,
    )
    assert [row[:3] for row in found] == [row[:3] for row in expected]
    np.testing.assert_allclose([float(str(row[3])) for row in found], [row[3] for row in expected], atol=1e-11)


def test_strengths_and_weaknesses_by_counting(embedded: Build) -> None:
    """Ranks counted from the scores, and the flags by sorting, for every unit of the index."""
    scores = {
        row[:3]: row[3]
        for row in fetch(
            embedded,
            f"""
            select node_code, unit_level, area_code, score from ({DEFAULT_SCORES})
            where index_code = 'internet_plus' and period_code = '2015'
            """,
        )
    }
    by_node = defaultdict(list)
    for (node, level, _), score in scores.items():
        by_node[node, level].append(score)
    ranks = {}
    for (node, level), values in by_node.items():
        ordered = stats.rankdata([-value for value in values], method="min")
        ranks[node, level] = dict(zip(values, ordered, strict=True))
    rows = fetch(
        embedded,
        """
        select area_code, unit_level, leaf_node_code, leaf_rank, index_rank, rank_lead, weight_in_index, is_strength,
            is_weakness
        from strengths_and_weaknesses where index_code = 'internet_plus' and period_code = '2015'
        """,
    )
    leaves = fetch(embedded, "select count(*) from dim_node where index_code = 'internet_plus' and is_leaf")[0][0]
    assert len(rows) == leaves * (351 + 31)
    units = defaultdict(list)
    for area, level, leaf, leaf_rank, index_rank, lead, weight, strength, weakness in rows:
        assert leaf_rank == ranks[leaf, level][scores[leaf, level, area]]
        assert index_rank == ranks["internet_plus", level][scores["internet_plus", level, area]]
        assert lead == index_rank - leaf_rank
        units[area].append((lead, weight, leaf, strength, weakness))
    for members in units.values():
        best = sorted(members, key=lambda row: (-row[0], -row[1], row[2]))
        worst = sorted(members, key=lambda row: (row[0], -row[1], row[2]))
        assert {row[2] for row in members if row[3]} == {row[2] for row in best[:FLAGGED]}
        assert {row[2] for row in members if row[4]} == {row[2] for row in worst[:FLAGGED]}


def test_changes_add_up_and_are_sorted(embedded: Build) -> None:
    """In Python's decimals: leaves to scores to the last digit; effects by size; ranks as the facts have them."""
    scores = {
        row[:4]: row[4]
        for row in fetch(
            embedded,
            f"""
            select index_code, unit_level, area_code, period_code, score from ({DEFAULT_SCORES})
            where node_code = index_code and score is not null
            """,
        )
    }
    rows = fetch(
        embedded,
        """
        select index_code, unit_level, area_code, contribution_change, effect_rank, score_change, rank_change, rank,
            previous_rank, leaf_node_code
        from rank_change_contributions order by index_code, unit_level, area_code, effect_rank
        """,
    )
    units = defaultdict(list)
    for row in rows:
        units[row[:3]].append(row[3:])
    # every index of which both years are there: 12 less the one that the report prints
    both = {key[:3] for key in scores if key[3] == "2015"} & {key[:3] for key in scores if key[3] == "2014"}
    assert set(units) == both
    for unit, leaves in units.items():
        change = scores[(*unit, "2015")] - scores[(*unit, "2014")]
        assert isinstance(change, Decimal)
        assert sum(leaf[0] for leaf in leaves) == change == leaves[0][2]
        assert [leaf[1] for leaf in leaves] == list(range(1, len(leaves) + 1))
        for before, after in pairwise(leaves):
            assert (-abs(before[0]), before[6]) < (-abs(after[0]), after[6])
        assert leaves[0][3] == leaves[0][5] - leaves[0][4]


def test_convergence_is_a_regression(embedded: Build) -> None:
    """Least squares by numpy, p-value by scipy, spreads by numpy; every node that has scores in both years."""
    scores: dict[object, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for node, level, period, area, score in fetch(
        embedded,
        f"""
        select scores.node_code, unit_level, period_code, area_code, cast(score as double)
        from ({DEFAULT_SCORES}) as scores inner join dim_node using (node_code)
        where score is not null and node_kind in ('index', 'sub_index')
        """,
    ):
        scores[node, level][period][area] = score
    rows = fetch(
        embedded,
        """
        select node_code, unit_level, status, unit_count, left_out_units, earlier_log_deviation, later_log_deviation,
            log_deviation_change, earlier_variation, later_variation, slope, standard_error, t_value, p_value,
            yearly_speed, half_life, years
        from convergence where period_code = '2015' and earlier_period_code = '2014'
        """,
    )
    assert {row[:2] for row in rows} == set(scores)
    for node, level, status, units, left_out, *figures in rows:
        first, second = scores[node, level]["2014"], scores[node, level]["2015"]
        used = [area for area in first if first[area] > 0 and second.get(area, 0) > 0]
        assert (units, left_out) == (len(used), len(first.keys() | second.keys()) - len(used))
        if len(used) < LEAST_UNITS:
            assert status == "not enough data"
            assert figures == [None] * 11 + [1]
            continue
        before = np.array([first[area] for area in used])
        after = np.array([second[area] for area in used])
        design = np.column_stack([np.ones(len(used)), np.log(before)])
        growth = np.log(after / before)
        solution, residual, *_ = np.linalg.lstsq(design, growth)
        covariance = residual[0] / (len(used) - 2) * np.linalg.inv(design.T @ design)
        slope, error = solution[1], math.sqrt(covariance[1, 1])
        speed = -math.log(1 + slope)
        expected = [
            np.std(np.log(before), ddof=1),
            np.std(np.log(after), ddof=1),
            np.std(np.log(after), ddof=1) - np.std(np.log(before), ddof=1),
            stats.variation(before, ddof=1),
            stats.variation(after, ddof=1),
            slope,
            error,
            slope / error,
            2 * stats.t.sf(abs(slope / error), len(used) - 2),
            speed,
            math.log(2) / speed if speed > 0 else math.nan,
            1,
        ]
        np.testing.assert_allclose(np.array(figures, dtype=float), expected, rtol=1e-8, err_msg=f"{node} {level}")


def great_circles(longitude: Floats, latitude: Floats) -> Floats:
    """Distances by the angle between unit vectors, which is another formula than the model's."""
    longitude, latitude = np.radians(longitude), np.radians(latitude)
    vectors = np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )
    crosses = np.linalg.norm(np.cross(vectors[:, None, :], vectors[None, :, :]), axis=2)
    return np.asarray(6371.0088 * np.arctan2(crosses, vectors @ vectors.T))


def test_autocorrelation_by_matrices(embedded: Build) -> None:
    """Moran's I, its variance and p-value for every root and pillar, from the matrix formulas."""
    scores = defaultdict(list)
    for node, period, level, *unit in fetch(
        embedded,
        f"""
        select scores.node_code, period_code, unit_level, cast(score as double), longitude, latitude
        from ({DEFAULT_SCORES}) as scores
        inner join dim_node as nodes using (node_code)
        inner join dim_area using (area_code)
        where score is not null and (nodes.pillar_code is not null or node_code = nodes.index_code)
        order by area_code
        """,
    ):
        scores[node, period, level].append(unit)
    rows = fetch(
        embedded,
        """
        select node_code, period_code, unit_level, status, unit_count, unlocated_units, units_without_neighbours,
            moran_i, expected_i, variance, z_value, p_value
        from spatial_autocorrelation
        """,
    )
    assert {row[:3] for row in rows} == set(scores)
    for *key, status, units, unlocated, alone, moran, mean, variance, z_value, p_value in rows:
        score, longitude, latitude = np.array(scores[tuple(key)]).T
        assert (unlocated, units) == (0, len(score))
        if units < LEAST_UNITS:
            assert (status, moran, p_value) == ("not enough data", None, None)
            continue
        assert status == "computed"
        distances = great_circles(longitude, latitude)
        near = (distances <= KILOMETRES) & ~np.eye(units, dtype=bool)
        weights = np.where(near, 1 / np.maximum(distances, 1), 0)
        sums = weights.sum(axis=1, keepdims=True)
        weights = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
        assert alone == (sums == 0).sum()
        deviations = score - score.mean()
        total = weights.sum()
        first = ((weights + weights.T) ** 2).sum() / 2
        second = ((weights.sum(axis=0) + weights.sum(axis=1)) ** 2).sum()
        expected_moran = units / total * (deviations @ weights @ deviations) / (deviations @ deviations)
        expected_mean = -1 / (units - 1)
        expected_variance = (units**2 * first - units * second + 3 * total**2) / (
            (units**2 - 1) * total**2
        ) - expected_mean**2
        expected_z = (expected_moran - expected_mean) / math.sqrt(expected_variance)
        np.testing.assert_allclose(
            [moran, mean, variance, z_value, p_value],
            [expected_moran, expected_mean, expected_variance, expected_z, 2 * stats.norm.sf(abs(expected_z))],
            rtol=1e-7,
            err_msg=str(key),
        )


def test_distances(embedded: Build) -> None:
    """Every pair of cities within the limit, and none beyond it, with the distance of another formula."""
    areas, longitude, latitude = zip(
        *fetch(embedded, "select area_code, longitude, latitude from dim_area where area_level = 'city' and is_unit"),
        strict=True,
    )
    distances = great_circles(np.array(longitude, dtype=float), np.array(latitude, dtype=float))
    expected = {
        (areas[one], areas[other]): distances[one, other]
        for one, other in np.argwhere(distances <= KILOMETRES)
        if one != other
    }
    found = {
        row[:2]: row[2]
        for row in fetch(
            embedded,
            """
            select area_code, neighbour_area_code, kilometres from intermediate.int_area_distances
            where unit_level = 'city'
            """,
        )
    }
    assert found.keys() == expected.keys()
    assert all(found[pair] == pytest.approx(expected[pair], rel=1e-9) for pair in found)


def test_three_thousand_units_do_not_explode(embedded_dbt: Dbt, embedded: Build) -> None:
    """Nine million pairs of profiles in little memory."""
    assert embedded.success
    sql = compiled_model(embedded_dbt, "unit_peers")
    with duckdb.connect() as connection:
        connection.execute(
            """
            set memory_limit = '1GB';
            create schema intermediate;
            create table dim_node as
            select 'p' || i as node_code, 'primary_indicator' as node_kind from range(13) as nodes (i);
            create table dim_area as
            select 'A' || i as area_code, 'A' || i as name_zh, 'A' || i as name_en from range(3000) as units (i);
            create table intermediate.int_default_scores as
            select
                'root' as index_code, 's' as scheme_code, '2015' as period_code, 'city' as unit_level, area_code,
                node_code, 'own' as origin, cast(hash(area_code || node_code) % 1000 + 1 as decimal(38, 15)) as score
            from dim_area cross join dim_node
            """
        )
        [(rows, computed)] = connection.execute(
            f"select count(*), count(*) filter (status = 'computed') from ({sql})"
        ).fetchall()
    assert (rows, computed) == (3000 * PEERS, 3000 * PEERS)


def compiled_model(dbt: Dbt, model: str) -> str:
    """A model's SQL as it ran, without the name of the database."""
    folder = dbt.folder / "target" / "compiled" / "internet_plus_index" / "models"
    [file] = folder.rglob(f"{model}.sql")
    return file.read_text(encoding="utf-8").replace(f'"{dbt.warehouse.stem}".', "")
