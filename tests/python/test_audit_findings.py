"""What the audit has to find by itself in the report's own tables."""

import re

import pytest
from conftest import PROJECT, Build


def test_the_embedded_build_is_green(embedded: Build) -> None:
    """Models, contracts, data tests and unit tests."""
    assert embedded.success, embedded.output
    assert len(embedded.unit_tests) >= 20


def test_the_totals_were_computed_with_rounded_weights(embedded: Build) -> None:
    """Of the 61 cities in all four lists 22 agree with the printed weights, 52 with the rounded."""
    rows = embedded.query(
        """
        select weights_used, count(*), count_if(agrees_to_printed_decimals), max(abs(residual))
        from audit_weight_residuals group by 1
        """
    )
    found = {weights: (cities, agree, largest) for weights, cities, agree, largest in rows}
    assert found["stated"] == (61, 22, pytest.approx(0.0027, abs=0.00005))
    assert found["as_computed"] == (61, 52, pytest.approx(0.00007, abs=0.000005))


def test_least_squares_finds_the_rounded_weights(embedded: Build) -> None:
    """0.27699, 0.26401, 0.21900, 0.24001; the printed ones are many standard errors away."""
    rows = embedded.query(
        """
        select pillar_code, round(estimated_weight, 5), abs(stated_distance_in_standard_errors)
        from audit_effective_weights
        """
    )
    assert {pillar: weight for pillar, weight, _ in rows} == {
        "infrastructure": 0.27699,
        "industry": 0.26401,
        "entrepreneurship": 0.21900,
        "smart_city": 0.24001,
    }
    assert all(isinstance(distance, float) and distance > 7 for _, _, distance in rows)


FINDINGS = {
    "city totals add up to 96.11": ("statement:total_all_cities_sum", 96.1115, "contradicts"),
    "provinces add up to 88.93": ("statement:industry_all_provinces_sum", 88.9299, "contradicts"),
    "last 13 provinces": ("statement:industry_provinces_19_to_31_sum", 8.9597, "contradicts"),
    "all provinces after five": ("statement:industry_provinces_6_to_31_sum", 39.4964, "contradicts"),
    "14 primary indicators": (
        "statement:primary_indicator_count_executive_summary",
        13,
        "contradicts",
    ),
    "13 primary indicators": ("statement:primary_indicator_count_section_1_3_1", 13, "agrees"),
    "135 indicators": ("statement:secondary_indicator_count", 135, "agrees"),
    "121 data sets of Tencent": ("statement:source_datasets_tencent", 116, "contradicts"),
    "Guangdong's cities in the top ten": (
        "statement:smart_city_top_10_guangdong_count",
        3,
        "contradicts",
    ),
    "Yunfu is a fourteenth dark horse": (
        "statement:dark_horse_count_over_infrastructure",
        14,
        "contradicts",
    ),
    "printed weight": ("statement:weight_infrastructure", 27.6987, "contradicts"),
    "rank 35 of the broken table": ("infrastructure_top_50:140100", 0.5093, "contradicts"),
    "rank 34 of the broken table": ("infrastructure_top_50:130600", 0.513, "agrees"),
    "top 50 of industry": ("statement:industry_top_50_sum", 69.3204, "agrees"),
    "top 50 of smart city": ("statement:smart_city_top_50_sum", 37.40, "agrees"),
    "first tier": ("statement:industry_first_tier_sum", 33.0542, "agrees"),
    "municipalities": ("statement:industry_top_50_municipality_sum", 20.9973, "agrees"),
    "capitals": ("statement:industry_top_50_capital_sum", 25.8016, "agrees"),
    "other cities": ("statement:industry_top_50_other_city_sum", 22.5215, "agrees"),
    "GDP share of Beijing": ("gdp_share_nine_provinces:110000", 3.12, "agrees"),
    "Luoyang": ("leads_over_gdp:410300:industry_entrepreneurship_rank", 56, "agrees"),
    "Shanghai's tourism": ("statement:tourism_shanghai_multiple_of_nation", 44.33, "agrees"),
}


@pytest.mark.parametrize("finding", FINDINGS)
def test_finding(embedded: Build, finding: str) -> None:
    """The recomputed value and the verdict."""
    figure, value, verdict = FINDINGS[finding]
    rows = embedded.query(
        f"""
        select recomputed_value, verdict from audit_published_figures
        where figure_id = '{figure}' and basis = 'published tables'
        """
    )
    assert rows == [(pytest.approx(value, rel=2e-3), verdict)]


def test_pu_er_is_missing(embedded: Build) -> None:
    """The report claims all prefecture-level areas; one is not in its list."""
    [(verdict, reason)] = embedded.query(
        """
        select verdict, reason from audit_published_figures
        where figure_id = 'statement:coverage_prefecture_level' and basis = 'published tables'
        """
    )
    assert verdict == "contradicts"
    assert "Pu'er" in str(reason)


def test_every_gdp_share_agrees(embedded: Build) -> None:
    """Nine of nine."""
    assert embedded.query(
        """
        select verdict, count(*) from audit_published_figures
        where source_table = 'gdp_share_nine_provinces' and basis = 'published tables' group by 1
        """
    ) == [("agrees", 9)]


def test_every_verdict_that_needs_a_reason_has_one(embedded: Build) -> None:
    """A reader is never left alone with a contradiction."""
    assert (
        embedded.query(
            """
        select figure_id from audit_published_figures
        where (verdict in ('contradicts', 'cannot be recomputed yet')) != (reason is not null)
        """
        )
        == []
    )


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_figures_of_the_readme_are_those_of_the_marts(embedded: Build, readme: str) -> None:
    """Both tables of the README, number by number."""
    text = (PROJECT / readme).read_text(encoding="utf-8")
    rows = embedded.query("select basis, verdict, count(*) from audit_published_figures group by 1, 2")
    printed = re.findall(r"^\| (published tables|reconstructed raw data) \| ([a-z ]+) \| (\d+) \|", text, re.M)
    assert {(basis, verdict, int(figures)) for basis, verdict, figures in printed} == set(rows)
    name = "city_name_zh" if "zh" in readme else "city_name_en"
    rows = embedded.query(
        f"""
        select {name}, index_rank, index_score, infrastructure_score, industry_score, entrepreneurship_score,
            smart_city_score
        from city_index where index_code = 'internet_plus' and period_code = '2015' and index_rank <= 5
        order by index_rank
        """
    )
    for city, rank, *scores in rows:
        cells = " | ".join(f"{score:.4f}" for score in scores)
        assert f"| {city} | {rank} | {cells} |" in text
