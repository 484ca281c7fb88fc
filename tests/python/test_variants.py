"""Values and weights under scenarios, against numpy and scipy on the values of the index."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from conftest import Build
from scipy import stats

Floats = npt.NDArray[np.float64]
Key = tuple[str, str, str]
LEAST_UNITS = 10
MOST = 5
OFFSET = 0.01

VALUES = """
    select period_code, unit_level, node_code, area_code, value_status, value, normalised_value
    from fct_normalised_values where is_unit order by all
"""


def fetch(build: Build, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query, of types that mypy need not know."""
    return list(build.query(sql))


@pytest.fixture(scope="module")
def values(embedded: Build) -> dict[Key, dict[str, float]]:
    """What is counted in each unit, by period, level and leaf."""
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for period, level, leaf, area, status, value, _ in fetch(embedded, VALUES):
        if status != "missing_skipped":
            found[period, level, leaf][area] = value or 0.0
    return found


def moments(numbers: Floats) -> tuple[float, float]:
    """Skewness and kurtosis."""
    return float(stats.skew(numbers, bias=False)), float(stats.kurtosis(numbers, bias=False))


def is_accepted(numbers: Floats) -> bool:
    """Whether outliers do not dominate."""
    if np.ptp(numbers) == 0:
        return False
    skewness, kurtosis = moments(numbers)
    return abs(skewness) <= 2 or kurtosis <= 3.5


def treat(numbers: Floats) -> tuple[str, int, Floats]:
    """Bring the most extreme value down step by step, and else take the logarithm of all."""
    if len(numbers) < LEAST_UNITS or np.ptp(numbers) == 0 or is_accepted(numbers):
        return "none", 0, numbers
    sign = 1 if moments(numbers)[0] > 0 else -1
    mirrored = numbers * sign
    order = np.argsort(mirrored)[::-1]
    for count in range(1, MOST + 1):
        winsorised = mirrored.copy()
        winsorised[order[:count]] = mirrored[order[count]]
        if is_accepted(winsorised):
            return "winsorised", count, winsorised * sign
    low, width = mirrored.min(), np.ptp(mirrored)
    return "logarithm", 0, sign * (low + width * np.log1p((mirrored - low) / (OFFSET * width)) / np.log1p(1 / OFFSET))


@pytest.fixture(scope="module")
def treated(values: dict[Key, dict[str, float]]) -> dict[Key, tuple[str, int, dict[str, float]]]:
    """Every leaf after its treatment."""
    found = {}
    for key, by_area in values.items():
        done, count, numbers = treat(np.array(list(by_area.values())))
        found[key] = (done, count, dict(zip(by_area, numbers, strict=True)))
    return found


def test_treated_values(embedded: Build, treated: dict[Key, tuple[str, int, dict[str, float]]]) -> None:
    """The same leaves are treated, in the same way, to the same values."""
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for period, level, leaf, area, done, count, value in fetch(
        embedded,
        """
        select period_code, unit_level, node_code, area_code, outlier_treatment, winsorised_count, treated_value
        from intermediate.int_treated_values where counted_value is not null
        """,
    ):
        assert treated[period, level, leaf][:2] == (done, count), (period, level, leaf)
        found[period, level, leaf][area] = value
    assert set(found) == set(treated)
    for key, by_area in found.items():
        expected = treated[key][2]
        assert by_area == pytest.approx(expected, rel=1e-9, abs=1e-9 * np.ptp(list(expected.values())))


def test_outlier_treatment(
    embedded: Build, values: dict[Key, dict[str, float]], treated: dict[Key, tuple[str, int, dict[str, float]]]
) -> None:
    """Skewness, kurtosis and range before and after; a few leaves have too little to tell."""
    rows = fetch(
        embedded,
        """
        select period_code, unit_level, node_code, status, value_count, outlier_treatment, winsorised_count,
            has_outliers_left, skewness, kurtosis, treated_skewness, treated_kurtosis, lowest_value, highest_value,
            treated_lowest_value, treated_highest_value
        from outlier_treatment
        """,
    )
    assert {row[:3] for row in rows} >= set(values)
    assert {row[3] for row in rows} == {"computed", "not enough data"}
    assert {row[5] for row in rows} == {"none", "winsorised", "logarithm"}
    for period, level, leaf, status, count, done, winsorised, is_left, *figures in rows:
        before = np.array(list(values.get((period, level, leaf), {}).values()))
        assert (count, done, winsorised) == (len(before), *treated.get((period, level, leaf), ("none", 0))[:2])
        if len(before) < LEAST_UNITS or np.ptp(before) == 0:
            assert (status, is_left, *figures) == ("not enough data", *[None] * 9)
            continue
        after = np.array(list(treated[period, level, leaf][2].values()))
        expected = [*moments(before), *moments(after), before.min(), before.max(), after.min(), after.max()]
        np.testing.assert_allclose(figures, expected, rtol=1e-8, atol=1e-9, err_msg=leaf)
        assert is_left == (not is_accepted(after))


def normalise(choice: str, numbers: Floats) -> Floats | None:
    """By one normalisation for all leaves; nothing where it has no meaning."""
    if choice == "share_of_total":
        return None if numbers.min() < 0 or numbers.sum() == 0 else 100 * numbers / numbers.sum()
    if choice in ("rank", "percentile_rank"):
        places = np.asarray(stats.rankdata(numbers, method="min"), dtype=float)
        return places if choice == "rank" else 100 * (places - 1) / max(len(numbers) - 1, 1)
    if np.ptp(numbers) == 0:
        return None
    if choice == "min_max":
        return np.asarray(1 + 99 * (numbers - numbers.min()) / np.ptp(numbers))
    return np.asarray((numbers - numbers.mean()) / numbers.std(ddof=1))


def variants(build: Build) -> Iterator[tuple[Any, ...]]:
    """Each variant of each leaf with its values by area."""
    yield from fetch(
        build,
        """
        select normalisation_choice, outlier_choice, missing_choice, period_code, unit_level, node_code,
            map(list(area_code order by area_code), list(variant_value order by area_code))
        from intermediate.int_value_variants
        where period_code = (select max(period_code) from intermediate.int_value_variants)  -- half the time
        group by all
        """,
    )


def test_variants(
    embedded: Build,
    values: dict[Key, dict[str, float]],
    treated: dict[Key, tuple[str, int, dict[str, float]]],
) -> None:
    """Normalised anew from the values of all units; a share keeps its total, or after a logarithm that of the units."""
    stated: dict[Key, dict[str, float]] = defaultdict(dict)
    statuses = set()
    for period, level, leaf, area, status, _, normalised in fetch(embedded, VALUES):
        stated[period, level, leaf][area] = normalised
        statuses.add(status)
    assert "missing_as_zero" not in statuses  # the unit tests have what the embedded data do not
    normalisations = dict(fetch(embedded, "select node_code, normalisation from dim_node"))
    totals = {
        (period, level, leaf): total
        for period, level, leaf, total in fetch(
            embedded,
            "select distinct period_code, unit_level, node_code, total from fct_normalised_values where is_unit",
        )
        if total is not None
    }
    seen = set()
    for normalisation, outliers, missing, *leaf_key, found in variants(embedded):
        key = (leaf_key[0], leaf_key[1], leaf_key[2])
        seen.add((normalisation, outliers, missing))
        source = treated[key][2] if outliers == "treated" else values.get(key, {})
        gaps = dict.fromkeys(set(stated[key]) - set(source), 0.0 if missing == "zero" else None)
        expected: dict[str, float | None]
        if normalisation != "as_stated":
            numbers = normalise(normalisation, np.array(list(source.values()))) if source else None
            expected = dict(zip(source, [None] * len(source) if numbers is None else numbers.tolist(), strict=True))
        elif outliers == "treated" and treated[key][0] != "none" and normalisations[key[2]] == "share_of_total":
            total = totals[key]
            if treated[key][0] == "logarithm":
                total *= sum(source.values()) / sum(values[key].values())
            expected = {area: 100 * value / total for area, value in source.items()}
        elif outliers == "treated":
            expected = dict(source) if treated[key][0] != "none" else dict(stated[key])
        else:
            expected = dict(stated[key])
        expected |= gaps
        assert set(found) <= set(stated[key])
        np.testing.assert_allclose(
            np.array(list(found.values()), dtype=float),
            np.array([expected[area] for area in found], dtype=float),
            rtol=1e-9,
            atol=1e-9,
            err_msg=str((normalisation, outliers, missing, key)),
        )
    asked = fetch(
        embedded,
        """
        select distinct normalisation_choice, outlier_choice, missing_choice from staging.stg_methodology__scenarios
        union select 'rank', 'treated', 'as_stated'  -- of the uncertain choices, what no scenario has
        """,
    )
    assert seen == set(asked)


def by_data(choice: str, columns: Floats) -> Floats | None:
    """Weights of the columns from the data, with matrices."""
    varying = np.ptp(columns, axis=0) > 0
    if choice == "first_component":
        if not varying.all():
            return None
        scaled = (columns - columns.mean(axis=0)) / columns.std(axis=0)
        loadings = np.linalg.svd(scaled, full_matrices=False)[2][0]
        return None if loadings.min() < -1e-9 and loadings.max() > 1e-9 else np.asarray(loadings**2)
    weights = np.zeros(len(varying))
    kept = columns[:, varying]
    kept = (kept - kept.min(axis=0)) / np.ptp(kept, axis=0)
    if choice == "entropy":
        weights[varying] = 1 - stats.entropy(kept, axis=0) / np.log(len(kept))
    else:
        weights[varying] = kept.std(axis=0, ddof=1) * (1 - np.corrcoef(kept.T)).sum(axis=0)
    return np.asarray(weights / weights.sum())


def test_data_weights(embedded: Build) -> None:
    """Entropy, CRITIC and the first component of each group of siblings, over the units that have all of them."""
    scores: dict[Key, dict[str, float]] = defaultdict(dict)
    for period, level, node, area, score in fetch(
        embedded,
        """
        select scores.period_code, scores.unit_level, scores.node_code, scores.area_code, cast(scores.score as double)
        from fct_scores as scores
        inner join staging.stg_methodology__index_schemes as schemes using (index_code, scheme_code)
        where schemes.is_default and scores.score is not null
        """,
    ):
        scores[period, level, node][area] = score
    groups = defaultdict(list)
    for period, level, parent, choice, node, weight, reason in fetch(
        embedded,
        """
        select period_code, unit_level, parent_node_code, weighting_choice, node_code, weight, reason
        from intermediate.int_data_weights order by all
        """,
    ):
        groups[period, level, parent, choice].append((node, weight, reason))
    assert {key[3] for key in groups} == {"entropy", "critic", "first_component"}
    computed = 0
    for (period, level, parent, choice), members in groups.items():
        children = [scores[period, level, node] for node, *_ in members]
        areas = sorted(set.intersection(*(set(each) for each in children)))
        columns = np.array([[each[area] for each in children] for area in areas]).reshape(-1, len(children))
        expected = by_data(choice, columns) if len(areas) >= LEAST_UNITS else None
        if len(members) == 1:
            expected = np.ones(1)
        if expected is None:
            assert {weight for _, weight, _ in members} == {None}
            assert all(reason for *_, reason in members)
            continue
        assert {reason for *_, reason in members} == {None}
        np.testing.assert_allclose(
            [weight for _, weight, _ in members], expected, rtol=1e-7, atol=1e-9, err_msg=f"{period} {parent} {choice}"
        )
        computed += 1
    assert computed > 240
