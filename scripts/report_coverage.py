"""Writes docs/report-coverage.md: where each table and figure of the report is, and what the audit says of it."""

import os
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import duckdb

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENT = PROJECT / "docs" / "report-coverage.md"
BUILD_FILE = Path(os.environ.get("WAREHOUSE_FILE") or PROJECT / "warehouse.duckdb")

INTRODUCTION = """\
# What of the report is where

Every table and figure of the report, the mart that holds it, the worked queries that read that mart, and what the audit
says where it computes the printed figures from raw data (`audit_published_figures`, basis `reconstructed raw data`):
how many agree, within rounding or exactly, how many contradict, and how many are left open because the records do not
say. A figure prints shapes; what is audited of it are the numbers that the text beside it states. "not printed" says
that there is no number to check.

`make coverage` writes this page from the last build; `scripts/report_coverage.py` has the list of tables and figures.
"""

INDUSTRIES = ["retail", "finance", "transport_logistics", "healthcare", "education"]
INDUSTRIES += ["culture_entertainment", "catering_lodging", "tourism", "business_services", "life_services"]
FIELDS = ["traffic_vehicle", "medical", "social_security", "housing_fund", "household_public_security"]
FIELDS += ["public_transport", "culture_life", "exit_entry"]
TEN_BY_TEN = " ".join(f"{industry}_top_10" for industry in INDUSTRIES)
FIELD_LISTS = " ".join(f"{field}_users_top_10" for field in FIELDS)
NETWORK = "industry_network_nodes industry_network_edges"


class Entry(NamedTuple):
    """A table or figure: its number, what it shows, its marts, and what is audited.

    Audited are printed lists by their code and statements by their section (with a leading §), with blanks between.
    """

    printed: str
    shows: str
    marts: str
    audited: str = ""


CHAPTERS: dict[str, list[Entry]] = {
    "Front matter": [
        Entry("figure", "total index of the provinces", "province_index"),
        Entry("table", "total index, first 100 cities", "ranking_lists city_index", "total_top_100"),
        Entry("table", "infrastructure, first 100 cities", "ranking_lists city_index", "infrastructure_top_100"),
        Entry("table", "industry, first 100 cities", "ranking_lists city_index", "industry_top_100"),
        Entry("table", "entrepreneurship, first 100 cities", "ranking_lists city_index", "entrepreneurship_top_100"),
        Entry("table", "smart city, first 100 cities", "ranking_lists city_index", "smart_city_top_100"),
        Entry("table", "first 10 cities of ten industries", "ranking_lists industry_index", TEN_BY_TEN),
    ],
    "Core views": [
        Entry(
            "table",
            "nine provinces: share of the index over share of GDP",
            "economy_ratios score_intensity",
            "total_nine_provinces gdp_share_nine_provinces index_to_gdp_ratio_nine_provinces",
        ),
    ],
    "Executive summary": [
        Entry(
            "figure",
            "index against industry statistics, first 50 cities (again as figure 23)",
            "traditional_indicators economy_correlations",
            "§3.3.11",
        ),
        Entry("table", "cities ahead of their infrastructure", "dark_horses", "leads_over_infrastructure"),
        Entry("table", "cities ahead of their GDP", "dark_horses", "leads_over_gdp"),
        Entry("table", "first 10 cities of ten industries (again)", "ranking_lists industry_index", TEN_BY_TEN),
        Entry("table 1", "first 10 cities by users in eight fields of service", "service_field_leaders", FIELD_LISTS),
    ],
    "Chapter 1: structure and method": [
        Entry("formula", "the index and its four sub-indices", "dim_node tree_weights", "§1.3.1"),
        Entry("tables", "indicators of infrastructure", "dim_node dim_measure", "§1.1.1"),
        Entry("tables", "indicators of industry", "dim_node dim_measure", "§1.1.2"),
        Entry("table", "indicators of innovation and entrepreneurship", "dim_node dim_measure", "§1.1.3"),
        Entry("table", "indicators of the smart city", "dim_node dim_measure", "§1.1.4"),
        Entry("formula", "share of the total", "fct_normalised_values fct_national_totals", "§1.3.2"),
        Entry("figure", "worked example: the total of Shenzhen", "fct_contributions"),
    ],
    "Chapter 2: infrastructure": [
        Entry("figure", "infrastructure of the provinces", "province_index", "§2.1.1"),
        Entry("table", "infrastructure, first 50 cities", "ranking_lists city_index", "infrastructure_top_50"),
        Entry("figure", "change of the shares in the market base, 2014 to 2015", "share_growth", "§2.2"),
        Entry("figure", "cloud as a moderator of market base and industry", "regressions", "§2.3"),
        Entry("figure", "technology base against market base", "infrastructure_bases", "§2.4.1"),
        Entry("figure", "ratio of the bases and the total index", "base_ratio_relation", "§2.4.2"),
    ],
    "Chapter 3: industry": [
        Entry("figure", "industry of the provinces", "province_index", "§3.2.1"),
        Entry("table 2", "industry, first 50 cities", "ranking_lists city_index", "industry_top_50"),
        Entry("figure 2", "map of the first 50 cities", "ranking_lists dim_area"),
        Entry("figure 3", "the first 50: part of the cities and of the index", "concentration_curve", "§3.1.1"),
        Entry("figure 4", "the four first-tier cities in the nation", "group_shares", "§3.1.2"),
        Entry("figure 5", "municipalities and provincial capitals in the nation", "group_shares", "§3.1.3"),
        Entry("figure 6", "kinds of cities among the first 50", "group_shares", "§3.1.4"),
        Entry("figure 7", "the first 50 cities by place", "ranking_lists dim_area"),
        Entry("table 3", "industry of 31 provinces", "province_index", "industry_provinces"),
        Entry("figure 8", "cumulated shares of 31 provinces", "province_groups concentration_curve", "§3.2.2"),
        Entry("table 4", "first 10 cities of ten industries (again)", "ranking_lists industry_index", TEN_BY_TEN),
        Entry("figure 9", "the four first-tier cities in ten industries", "industry_index", "§3.3.2"),
        Entry("table 5", "retail, first 100 cities", "ranking_lists industry_index", "retail_top_100"),
        Entry("figure 10", "hubs and spokes of retail", NETWORK, "§3.3.3"),
        Entry(
            "table 6",
            "transport and logistics, first 100 cities",
            "ranking_lists industry_index",
            "transport_logistics_top_100",
        ),
        Entry("figure 11", "hubs and spokes of transport and logistics", NETWORK, "§3.3.4"),
        Entry(
            "table 7",
            "catering and lodging, first 100 cities",
            "ranking_lists industry_index",
            "catering_lodging_top_100",
        ),
        Entry("figure 12", "hubs and spokes of catering and lodging", NETWORK, "§3.3.5"),
        Entry("table 8", "tourism, first 100 cities", "ranking_lists industry_index", "tourism_top_100"),
        Entry("figure 13", "hubs and spokes of tourism", NETWORK, "§3.3.6"),
        Entry("table 9", "life services, first 100 cities", "ranking_lists industry_index", "life_services_top_100"),
        Entry("figure 14", "hubs and spokes of life services", NETWORK, "§3.3.7"),
        Entry("table", "finance, first 100 cities", "ranking_lists industry_index", "finance_top_100"),
        Entry("figure 15", "hubs and spokes of finance", NETWORK, "§3.3.8"),
        Entry("figures 16-22", "ten industries in seven regions", "industry_regional_profiles", "§3.3.10"),
        Entry(
            "figure 23",
            "index against industry statistics, first 50 cities",
            "traditional_indicators economy_correlations",
            "§3.3.11",
        ),
    ],
    "Chapter 4: innovation and entrepreneurship": [
        Entry("figure", "entrepreneurship of the provinces", "province_index", "§4.1.1"),
        Entry("table", "entrepreneurship, first 50 cities", "ranking_lists city_index", "entrepreneurship_top_50"),
        Entry("figure", "new apps by field", "entrepreneurship_profiles", "§4.2.1"),
        Entry("figure", "distribution over the cities", "entrepreneurship_concentration", "§4.2.2"),
        Entry("figure", "apps of Beijing by field", "entrepreneurship_profiles", "§4.2.3"),
    ],
    "Chapter 5: smart city": [
        Entry("figure", "smart city of the provinces", "province_index"),
        Entry("figure 1", "smart city, first 10 cities", "ranking_lists city_index", "§5.1.1"),
        Entry("figure 2", "cores of the smart city", "city_index dim_area", "§5.1.2"),
        Entry("table 2", "smart cities ahead of their other sub-indices", "dark_horses", "smart_city_leads"),
        Entry("figure 3", "smart city of the provinces", "province_index", "smart_city_provinces §5.2.1"),
        Entry("figure 4", "east, centre and west", "smart_city_zones", "§5.2.2"),
        Entry("figure 5", "indicators of the first 20 provinces", "smart_city_dimensions", "§5.2.3"),
        Entry("figure 6", "national and local services", "service_usage_profile", "§5.3.1"),
        Entry("figure 7", "four kinds of services", "service_usage_profile", "§5.3.2"),
        Entry("figure 8", "active users by field", "service_usage_profile", "§5.3.3"),
        Entry("figure 9", "fields by use and users", "service_usage_profile", "§5.3.4"),
        Entry("figure 10", "users of city services and internet users", "service_users_by_province", "§5.3.4"),
        Entry("table 3", "first 10 cities by users in eight fields (again)", "service_field_leaders", FIELD_LISTS),
    ],
    "Appendix": [
        Entry("table", "total index of 351 cities", "ranking_lists city_index", "total_appendix"),
    ],
}

# What the report does not have, and this warehouse does.
BEYOND = {
    "score_intensity": "size beside intensity: scores by GDP and by internet user",
    "unit_peers": "the most similar cities and provinces, whatever their size",
    "strengths_and_weaknesses": "where a unit stands higher or lower than in the index",
    "rank_change_contributions": "what made a unit rise or fall",
    "convergence": "whether units draw closer together",
    "spatial_autocorrelation": "whether neighbours have similar scores",
}

Verdicts = dict[tuple[str, str], Counter[str]]


def main() -> None:
    """Write the page."""
    DOCUMENT.write_text(document(BUILD_FILE), encoding="utf-8")
    print(f"{DOCUMENT.relative_to(PROJECT)}: {sum(map(len, CHAPTERS.values()))} tables and figures")


def document(build_file: Path) -> str:
    """Return the page, with the verdicts of this build."""
    verdicts = read_verdicts(build_file)
    queries = worked_queries()
    lines = [INTRODUCTION]
    for chapter, entries in CHAPTERS.items():
        lines += [f"## {chapter}", "", "| printed as | shows | mart | worked query | audit |", "|---|---|---|---|---|"]
        lines += [
            f"| {entry.printed} | {entry.shows} | {marts_cell(entry.marts)} | {queries_cell(entry.marts, queries)} "
            f"| {in_words(audited(entry, verdicts))} |"
            for entry in entries
        ]
        lines.append("")
    lines += ["## Numbers in the text", "", "| section | audit |", "|---|---|"]
    statements = {section: found for (table, section), found in verdicts.items() if table == "statements"}
    lines += [f"| {section} | {in_words(found)} |" for section, found in sorted(statements.items())]
    lines += [f"| all | {in_words(sum(statements.values(), Counter()))} |", ""]
    lines += ["## What the report does not have", "", "| mart | answers | worked query |", "|---|---|---|"]
    lines += [f"| {marts_cell(mart)} | {answers} | {queries_cell(mart, queries)} |" for mart, answers in BEYOND.items()]
    return "\n".join([*lines, ""])


def read_verdicts(build_file: Path) -> Verdicts:
    """Return how often each verdict was given, by printed table and section."""
    with duckdb.connect(str(build_file), read_only=True) as connection:
        rows = connection.execute(
            """
            select source_table, section, verdict, count(*) from audit_published_figures
            where basis = 'reconstructed raw data' group by all
            """
        ).fetchall()
    verdicts: Verdicts = {}
    for table, section, verdict, figures in rows:
        verdicts.setdefault((table, section), Counter())[verdict] += figures
    return verdicts


def audited(entry: Entry, verdicts: Verdicts) -> Counter[str]:
    """Return the verdicts on what an entry names: lists, and statements of sections."""
    wanted = entry.audited.split()
    total: Counter[str] = Counter()
    for (table, section), found in verdicts.items():
        if table in wanted or (table == "statements" and any(f"§{part}" in wanted for part in section.split("; "))):
            total += found
    return total


def in_words(found: Counter[str]) -> str:
    """Return verdicts as text."""
    agree = found["agrees"] + found["agrees within rounding"]
    counts = {"agree": agree, "contradict": found["contradicts"], "left open": found["cannot be recomputed yet"]}
    return ", ".join(f"{figures} {verdict}" for verdict, figures in counts.items() if figures) or "not printed"


def worked_queries() -> dict[str, list[str]]:
    """Return the worked queries that read each model."""
    queries: dict[str, list[str]] = {}
    for file in sorted((PROJECT / "analyses").glob("*.sql")):
        for model in set(re.findall(r"ref\('(\w+)'\)", file.read_text(encoding="utf-8"))):
            queries.setdefault(model, []).append(file.name)
    return queries


def marts_cell(marts: str) -> str:
    """Return the marts as text; one that this version does not have is marked."""
    there = {file.stem for file in (PROJECT / "models" / "marts").rglob("*.sql")}
    return ", ".join(f"`{mart}`" + ("" if mart in there else " (not built)") for mart in marts.split())


def queries_cell(marts: str, queries: dict[str, list[str]]) -> str:
    """Return links to the worked queries: of the first mart that has any, since dimensions are read by all."""
    for mart in marts.split():
        if mart in queries:
            return ", ".join(f"[{name.removesuffix('.sql')}](../analyses/{name})" for name in queries[mart])
    return ""


if __name__ == "__main__":
    main()
