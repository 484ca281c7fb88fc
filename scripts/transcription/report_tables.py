"""Where the printed tables of the report stand, and their figures under the keys of the seeds."""

import re
from typing import NamedTuple

from report_text import Cells, Section

Figures = dict[str, str]


class Place(NamedTuple):
    """A table of the report: its section, and its position among the section's tables."""

    section: str
    position: int


class LeadTable(NamedTuple):
    """A table of rank leads, whose rows hold one or more groups of cells side by side."""

    place: Place
    groups: tuple[int, ...]  # the first cell of each group
    city: int  # the cell of the city within a group
    figures: dict[str, int]  # the cells of the figures within a group


CITY_TABLES = {
    "total_top_100": Place("front matter", 0),
    "infrastructure_top_100": Place("front matter", 1),
    "industry_top_100": Place("front matter", 2),
    "entrepreneurship_top_100": Place("front matter", 3),
    "smart_city_top_100": Place("front matter", 4),
    "retail_top_100": Place("3.3.3", 0),
    "transport_logistics_top_100": Place("3.3.4", 0),
    "catering_lodging_top_100": Place("3.3.5", 0),
    "tourism_top_100": Place("3.3.6", 0),
    "life_services_top_100": Place("3.3.7", 0),
    "finance_top_100": Place("3.3.8", 0),
    "infrastructure_top_50": Place("2.1.2", 0),
    "industry_top_50": Place("3.1.1", 0),
    "entrepreneurship_top_50": Place("4.1.2", 0),
}
# The tables of names by rank: their columns, and all their printings.
RANK_TABLES = [
    (
        [
            "retail",
            "finance",
            "transport_logistics",
            "healthcare",
            "education",
            "culture_entertainment",
            "catering_lodging",
            "tourism",
            "business_services",
            "life_services",
        ],
        [Place("front matter", 5), Place("executive summary", 2), Place("3.3.1", 0)],
    ),
    (
        [
            "traffic_vehicle_users",
            "medical_users",
            "social_security_users",
            "housing_fund_users",
            "household_public_security_users",
            "public_transport_users",
            "culture_life_users",
            "exit_entry_users",
        ],
        [Place("executive summary", 3), Place("5.4", 0)],
    ),
]
NINE_PROVINCES = [
    "total_nine_provinces",
    "gdp_share_nine_provinces",
    "index_to_gdp_ratio_nine_provinces",
]
LEAD_TABLES = {
    "leads_over_infrastructure": LeadTable(
        Place("executive summary", 0),
        groups=(0,),
        city=0,
        figures={"industry_lead": 2, "entrepreneurship_lead": 3, "smart_city_lead": 4},
    ),
    "leads_over_gdp": LeadTable(
        Place("executive summary", 1),
        groups=(0, 5),
        city=0,
        figures={"industry_entrepreneurship_rank": 2, "gdp_rank": 3, "lead": 4},
    ),
    "smart_city_leads": LeadTable(
        Place("5.1.3", 0),
        groups=(0,),
        city=1,
        figures={
            "smart_city_rank": 0,
            "lead_over_infrastructure": 2,
            "lead_over_industry": 3,
            "lead_over_entrepreneurship": 4,
        },
    ),
}


def printed_scores(sections: dict[str, Section]) -> dict[str, tuple[str, Figures]]:
    """For each score list its section, and rank: "name value" (name: value without ranks)."""
    printed = {}
    appendix = appendix_rows(sections)
    scores = {rank: f"{name} {value}" for rank, (name, value, _) in appendix.items()}
    printed["total_appendix"] = "appendix", scores
    for code, (section, position) in CITY_TABLES.items():
        table = sections[section].tables[position]
        printed[code] = section, _ranked(table, rank=0, name=1, value=2)
    provinces = _ranked(sections["3.2.1"].tables[0], rank=2, name=0, value=1)
    printed["industry_provinces"] = "3.2.1", provinces
    rows = [cells for cells in sections["core views"].tables[0] if "%" in cells[1]]
    for column, code in enumerate(NINE_PROVINCES, start=1):
        printed[code] = "core views", {cells[0]: cells[column].rstrip("%") for cells in rows}
    printed["smart_city_provinces"] = "5.2.1", smart_city_provinces(sections["5.2.1"])
    return printed


def printed_ranks(sections: dict[str, Section]) -> list[tuple[str, dict[str, Figures]]]:
    """For each printing of each rank table its section, and list: rank: name."""
    printed = []
    for subjects, places in RANK_TABLES:
        for section, position in places:
            rows = [cells for cells in sections[section].tables[position] if cells[0].isdigit()]
            columns = enumerate(subjects, start=1)
            lists = {f"{s}_top_10": {row[0]: row[i] for row in rows} for i, s in columns}
            printed.append((section, lists))
    return printed


def printed_leads(sections: dict[str, Section]) -> dict[str, tuple[str, Figures]]:
    """For each table of leads its section, and "position figure": "name value"."""
    printed = {}
    for code, ((section, position), groups, city, columns) in LEAD_TABLES.items():
        table = sections[section].tables[position]
        rows = [cells for cells in table if re.search(r"\d", cells[-1])]
        figures = {}
        for i, cells in enumerate((row[start:] for start in groups for row in rows), start=1):
            for figure, column in columns.items():
                value = re.sub(r"\D", "", cells[column])  # "ahead by 112 ranks", in words
                figures[f"{i} {figure}"] = f"{cells[city]} {value}"
        printed[code] = section, figures
    return printed


def appendix_rows(sections: dict[str, Section]) -> dict[str, tuple[str, str, str]]:
    """The appendix as rank: (city, value, province)."""
    rows = (cells for cells in sections["appendix"].tables[0] if cells[-1].isdigit())
    return {rank: (city, value, province) for city, province, value, rank in rows}


def smart_city_provinces(section: Section) -> Figures:
    """The five provincial smart-city scores, which are printed in two sentences."""
    first = re.search(r"(\w\w)以 ([\d.]+) 的指数荣登", section.text)
    others = re.search(r"([\w、]+)则凭借 ([\d.、 ]+)的指数分列 2 至 5 名", section.text)
    if not first or not others:
        return {}
    names = [first[1], *others[1].split("、")]
    values = [first[2], *re.findall(r"[\d.]+", others[2])]
    pairs = zip(names, values, strict=True)
    return {str(rank): f"{name} {value}" for rank, (name, value) in enumerate(pairs, start=1)}


def _ranked(table: list[Cells], rank: int, name: int, value: int) -> Figures:
    """A table of groups of three cells side by side, as rank: "name value"."""
    groups = (cells[i : i + 3] for cells in table for i in range(0, len(cells) - 2, 3))
    return {group[rank]: f"{group[name]} {group[value]}" for group in groups if group[rank].isdigit()}
