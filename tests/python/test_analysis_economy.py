"""Concentration, economy and infrastructure against numpy, scipy and plain Python on the same scores."""

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from conftest import Build
from scipy import stats

CITIES = "period_code = '2015' and unit_level = 'city'"
SCORES = """
    select scores.area_code, cast(scores.score as double)
    from fct_scores as scores
    inner join intermediate.int_nodes as nodes on scores.node_code = nodes.node_code
    where scores.node_code = '{node}' and scores.scheme_code = '{scheme}' and scores.period_code = '{period}'
        and scores.unit_level = '{level}' and scores.score is not null
"""


def scores(build: Build, node: str, scheme: str = "stated", period: str = "2015", level: str = "city") -> Any:  # noqa: ANN401
    """Scores of a node by area."""
    rows: Any = build.query(SCORES.format(node=node, scheme=scheme, period=period, level=level))
    return dict(rows)


def shares_of_gdp(build: Build, level: str = "city") -> Any:  # noqa: ANN401
    """GDP of 2014 as a part of all units of the level."""
    rows: Any = build.query(
        f"""
        select area_code, value from intermediate.int_area_statistics inner join dim_area using (area_code)
        where statistic_code = 'gdp' and area_level = '{level}' and is_unit and period_code = '2014'
        """
    )
    total = sum(value for _, value in rows)
    return {area: value / total for area, value in rows}


def competition_ranks(values: dict[str, float]) -> dict[str, int]:
    """1 for the largest; equal values share a rank."""
    return {area: 1 + sum(other > value for other in values.values()) for area, value in values.items()}


@pytest.mark.parametrize(
    ("node", "scheme", "level"),
    [("industry", "stated", "city"), ("smart_city", "stated", "province"), ("retail_index", "expert", "city")],
)
def test_concentration(embedded: Build, node: str, scheme: str, level: str) -> None:
    """Gini from all pairs, Theil from its definition, each apart from the SQL."""
    found = scores(embedded, node, scheme, level=level)
    region_rows: Any = embedded.query("select area_code, region from dim_area")
    regions = dict(region_rows)
    values = np.array(sorted(found.values(), reverse=True))
    parts = values / values.sum()
    gini = np.abs(values[:, None] - values[None, :]).sum() / (2 * len(values) ** 2 * values.mean())
    ratios = values / values.mean()
    theil = (ratios * np.log(ratios)).mean()
    of_region = defaultdict(list)
    for area, score in found.items():
        of_region[regions[area]].append(score)
    between = sum(sum(group) / values.sum() * math.log(np.mean(group) / values.mean()) for group in of_region.values())
    [row] = embedded.query(
        f"""
        select gini, herfindahl, top_1_share, top_5_share, top_10_share, coalesce(top_50_share, -1), theil,
            theil_between_regions, theil_within_regions, units
        from concentration_measures where node_code = '{node}' and period_code = '2015' and unit_level = '{level}'
        """
    )
    top_50 = parts[:50].sum() if len(parts) >= 50 else -1
    expected = [gini, (parts**2).sum(), parts[0], parts[:5].sum(), parts[:10].sum(), top_50, theil, between]
    assert row == pytest.approx([*expected, theil - between, len(values)], rel=1e-11)


def test_the_curve_is_the_cumulated_sum(embedded: Build) -> None:
    """Largest first."""
    values = np.array(sorted(scores(embedded, "industry").values(), reverse=True))
    rows = embedded.query(
        f"select cumulated_share from concentration_curve where node_code = 'industry' and {CITIES} order by place"
    )
    assert [share for (share,) in rows] == pytest.approx(list(values.cumsum() / values.sum()), rel=1e-12)


def test_groups_by_hand(embedded: Build) -> None:
    """Regions of the cities, and the first tier; the shares of a grouping add up to 1."""
    found = scores(embedded, "industry")
    areas = embedded.query("select area_code, region, is_first_tier from dim_area")
    for grouping, group, members in [
        ("region", "south_china", {area for area, region, _ in areas if region == "south_china"}),
        ("first_tier", "first_tier", {area for area, _, first in areas if first}),
    ]:
        in_group = [score for area, score in found.items() if area in members]
        [row] = embedded.query(
            f"""
            select units, total_share, multiple_of_mean from group_shares
            where node_code = 'industry' and {CITIES} and grouping_code = '{grouping}' and group_code = '{group}'
            """
        )
        share = sum(in_group) / sum(found.values())
        assert row == pytest.approx((len(in_group), share, share * len(found) / len(in_group)), rel=1e-12)
    sums = embedded.query(
        "select sum(total_share) from group_shares group by node_code, period_code, unit_level, grouping_code"
    )
    assert [total for (total,) in sums] == pytest.approx([1] * len(sums), abs=1e-12)


def test_what_the_report_prints_of_the_industry(embedded: Build) -> None:
    """Percent of the nation: the first 50 cities 69.32, the first tier 33.05, the municipalities 21.00."""
    where = f"node_code = 'industry' and {CITIES}"
    found = embedded.query(
        f"""
        select cumulated_score from concentration_curve where {where} and place = 50
        union all
        select group_score from group_shares where {where} and group_code in ('first_tier', 'municipality')
        order by 1 desc
        """
    )
    assert [round(score, 2) for (score,) in found] == [69.32, 33.05, 21.00]  # type: ignore[call-overload]


def test_provinces_and_what_none_has_are_the_nation(embedded: Build) -> None:
    """Industry shares are of the nation, so groups and the rest add up to 100: 49.43, 30.54, 8.96 and 11.07."""
    rows = embedded.query(
        """
        select group_score from province_groups
        where node_code = 'industry' and period_code = '2015' order by group_number
        """
    )
    found = [score for (score,) in rows]
    ordered = sorted(scores(embedded, "industry", level="province").values(), reverse=True)
    groups = [sum(ordered[:5]), sum(ordered[5:18]), sum(ordered[18:])]
    assert found == pytest.approx([*groups, 100 - sum(ordered)], abs=1e-9)


def test_location_quotients(embedded: Build) -> None:
    """Both shares over the provinces; the report's ratio takes the score as a percentage of the nation."""
    gdp = shares_of_gdp(embedded, "province")
    found = scores(embedded, "internet_plus", level="province")
    rows: Any = embedded.query(
        """
        select area_code, location_quotient, score_to_statistic_ratio, statistic_rank from economy_ratios
        where node_code = 'internet_plus' and period_code = '2015' and unit_level = 'province'
        """
    )
    assert len(rows) == 31
    ranks = competition_ranks(gdp)
    for area, quotient, ratio, rank in rows:
        assert quotient == pytest.approx(found[area] / sum(found.values()) / gdp[area], rel=1e-12)
        assert ratio == pytest.approx(found[area] / 100 / gdp[area], rel=1e-12)
        assert rank == ranks[area]


@pytest.mark.parametrize("node", ["smart_city", "industry", "internet_plus"])
def test_correlations_in_bands(embedded: Build, node: str) -> None:
    """scipy's r and p in each band of the total's ranks; the report prints 0.626, -0.231, 0.806 and 0.600."""
    gdp = shares_of_gdp(embedded)
    found = scores(embedded, node)
    ranks = competition_ranks(scores(embedded, "internet_plus"))
    rows: Any = embedded.query(
        f"""
        select band_code, observation_count, pearson_r, p_value from economy_correlations
        where role_code = 'economic_output' and node_code = '{node}' and {CITIES}
        """
    )
    assert {row[0] for row in rows} == {"all", "1-100", "101-200", "201-300", "301-400"}
    for band, count, pearson_r, p_value in rows:
        low, high = (1, 351) if band == "all" else map(int, band.split("-"))
        areas = [area for area in found if low <= ranks[area] <= high]
        expected = stats.pearsonr([found[area] for area in areas], [gdp[area] for area in areas])
        assert (count, pearson_r) == (len(areas), pytest.approx(expected.statistic, rel=1e-11))
        assert p_value == pytest.approx(expected.pvalue, rel=1e-7)


def test_traditional_indicators(embedded: Build) -> None:
    """Retail against retail sales, the ranks of each, and scipy's r over the first 50."""
    found = scores(embedded, "retail_index", "expert")
    sales_rows: Any = embedded.query(
        "select area_code, value from intermediate.int_area_statistics where statistic_code = 'retail_sales'"
    )
    sales = dict(sales_rows)
    ranks, sales_ranks = competition_ranks(found), competition_ranks(sales)
    rows: Any = embedded.query(
        f"""
        select area_code, rank, statistic_rank, rank_lead, is_top from traditional_indicators
        where node_code = 'retail_index' and {CITIES}
        """
    )
    assert {row[0]: row[1:] for row in rows} == {
        area: (ranks[area], sales_ranks[area], sales_ranks[area] - ranks[area], ranks[area] <= 50) for area in found
    }
    top = [area for area in found if ranks[area] <= 50]
    expected = stats.pearsonr([found[area] for area in top], [sales[area] for area in top])
    assert embedded.query(
        f"""
        select pearson_r, p_value from economy_correlations
        where node_code = 'retail_index' and statistic_code = 'retail_sales' and band_code = 'top 50' and {CITIES}
        """
    ) == [(pytest.approx(expected.statistic, rel=1e-11), pytest.approx(expected.pvalue, rel=1e-7))]


def test_dark_horses(embedded: Build) -> None:
    """Each kind from the ranks of all cities."""
    pillars = ["infrastructure", "industry", "entrepreneurship", "smart_city"]
    by_pillar = {pillar: scores(embedded, pillar) for pillar in pillars}
    ranks = {pillar: competition_ranks(by_pillar[pillar]) for pillar in pillars}
    mixed = competition_ranks(
        {
            area: round(0.2639 * by_pillar["industry"][area] + 0.2193 * by_pillar["entrepreneurship"][area], 12)
            for area in by_pillar["industry"]
        }
    )
    gdp_ranks = competition_ranks(shares_of_gdp(embedded))
    expected = defaultdict(set)
    for area in mixed:
        if all(ranks["infrastructure"][area] - ranks[other][area] > 20 for other in pillars[1:]):
            expected["over_infrastructure"].add(area)
        if all(ranks[other][area] - ranks["smart_city"][area] > 20 for other in pillars[:3]):
            expected["smart_city_over_others"].add(area)
        if gdp_ranks[area] - mixed[area] > 20:
            expected["over_gdp"].add(area)
    found = defaultdict(set)
    rows: Any = embedded.query(
        f"select dark_horse_code, area_code from dark_horses where index_code = 'internet_plus' and {CITIES}"
    )
    for kind, area in rows:
        found[kind].add(area)
    assert found == expected


def test_six_cities_have_as_much_technology_as_market(embedded: Build) -> None:
    """Those that the report names; and r of ratio and total, with and without them."""
    market, technology = scores(embedded, "market_base"), scores(embedded, "technology_base")
    total = scores(embedded, "internet_plus")
    ratios = {area: technology[area] / market[area] for area in market}
    leading = embedded.query(
        f"select area_code, technology_market_ratio from infrastructure_bases where is_leading and {CITIES}"
    )
    assert {area: pytest.approx(ratio) for area, ratio in leading} == {a: r for a, r in ratios.items() if r >= 1}
    assert {area for area, _ in leading} == {"110100", "310100", "350100", "350200", "440100", "440300"}
    rows: Any = embedded.query(
        f"select band_code, observation_count, pearson_r, p_value from base_ratio_relation where {CITIES}"
    )
    for band, count, pearson_r, p_value in rows:
        areas = [area for area in ratios if band == "all" or ratios[area] < 1]
        expected = stats.pearsonr([ratios[area] for area in areas], [total[area] for area in areas])
        assert (count, pearson_r) == (len(areas), pytest.approx(expected.statistic, rel=1e-11))
        assert p_value == pytest.approx(expected.pvalue, rel=1e-7)
    assert len(rows) == 2


def test_share_growth(embedded: Build) -> None:
    """The market base of the first tier, and one measure in one city."""
    for node, grouping, group in [("market_base", "first_tier", "first_tier"), ("news_clicks", "unit", "320300")]:
        shares = []
        for period in ("2014", "2015"):
            found = scores(embedded, node, period=period)
            members = ["110100", "310100", "440100", "440300"] if grouping == "first_tier" else [group]
            shares.append(sum(found[area] for area in members) / sum(found.values()))
        [row] = embedded.query(
            f"""
            select share_before, total_share, share_change, relative_growth from share_growth
            where node_code = '{node}' and {CITIES} and grouping_code = '{grouping}' and group_code = '{group}'
            """
        )
        before, now = shares
        assert row == pytest.approx((before, now, now - before, now / before - 1), rel=1e-9)


def least_squares(columns: list[Any], response: Any) -> tuple[Any, Any, float]:  # noqa: ANN401
    """Coefficients, their covariances and R squared, with numpy."""
    design = np.column_stack([np.ones(len(response)), *columns])
    coefficients, *_ = np.linalg.lstsq(design, response, rcond=None)
    residuals = response - design @ coefficients
    variance = residuals @ residuals / (len(response) - design.shape[1])
    centred = response - response.mean()
    return coefficients, variance * np.linalg.inv(design.T @ design), 1 - residuals @ residuals / (centred @ centred)


@pytest.mark.parametrize(("period", "level"), [("2014", "city"), ("2015", "city"), ("2015", "province")])
def test_moderation(embedded: Build, period: str, level: str) -> None:
    """Coefficients, standard errors and p-values; marginal effects by the delta of covariances, not by centring."""
    nodes = [
        scores(embedded, node, period=period, level=level) for node in ("market_base", "technology_base", "industry")
    ]
    market, technology, industry = (np.array([node[area] for area in sorted(nodes[0])]) for node in nodes)
    coefficients, covariances, r_squared = least_squares([market, technology, market * technology], industry)
    errors = np.sqrt(np.diag(covariances))
    names = ["constant", "market_base", "technology_base", "market_base x technology_base"]
    expected = dict(zip(names, zip(coefficients, errors, strict=True), strict=True))
    spread = technology.std(ddof=1)
    levels = {"low": max(technology.mean() - spread, technology.min()), "mean": technology.mean()}
    for name, at in {**levels, "high": technology.mean() + spread}.items():
        error = np.sqrt(covariances[1, 1] + 2 * at * covariances[1, 3] + at**2 * covariances[3, 3])
        expected[f"market_base at {name} technology_base"] = (coefficients[1] + at * coefficients[3], error)
    rows: Any = embedded.query(
        f"""
        select term, coefficient, standard_error, t_statistic, p_value, r_squared from regressions
        where regression_code = 'moderation' and period_code = '{period}' and unit_level = '{level}'
        """
    )
    assert {row[0] for row in rows} == set(expected)
    for term, coefficient, standard_error, t_statistic, p_value, r_squared_found in rows:
        assert (coefficient, standard_error) == pytest.approx(expected[term], rel=1e-7)
        assert t_statistic == pytest.approx(coefficient / standard_error, rel=1e-12)
        assert p_value == pytest.approx(2 * stats.t.sf(abs(t_statistic), len(market) - 4), rel=1e-9)
        assert r_squared_found == pytest.approx(r_squared, rel=1e-9)


@pytest.mark.parametrize("regression", ["change_on_smart_city", "change_on_smart_city_and_size"])
def test_change_on_smart_city(embedded: Build, regression: str) -> None:
    """The simple one and the one beside the score of the period before."""
    before, now = (scores(embedded, "internet_plus", period=period) for period in ("2014", "2015"))
    smart_city = scores(embedded, "smart_city")
    areas = sorted(now)
    columns = [np.array([smart_city[area] for area in areas])]
    if regression.endswith("size"):
        columns.append(np.array([before[area] for area in areas]))
    response = np.array([now[area] - before[area] for area in areas])
    coefficients, covariances, r_squared = least_squares(columns, response)
    rows = embedded.query(
        f"""
        select coefficient, standard_error, r_squared from regressions
        where regression_code = '{regression}' and {CITIES}
        order by case term when 'constant' then 1 when 'smart_city' then 2 else 3 end
        """
    )
    errors = np.sqrt(np.diag(covariances))
    assert rows == [
        pytest.approx((coefficient, error, r_squared), rel=1e-7)
        for coefficient, error in zip(coefficients, errors, strict=True)
    ]


@pytest.mark.parametrize(
    "mart", ["concentration_measures", "economy_correlations", "base_ratio_relation", "regressions", "share_growth"]
)
def test_a_status_goes_with_its_reason(embedded: Build, mart: str) -> None:
    """Nobody is left alone with an empty figure."""
    assert embedded.query(f"select * from {mart} where (status = 'computed') != (reason is null)") == []
