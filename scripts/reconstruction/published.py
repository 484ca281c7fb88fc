"""The published figures and the areas, read from the seeds into plain structures."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

NATION = "100000"


class PrintedScore(NamedTuple):
    """One printed row of a list with scores; the rank is None where the report prints none."""

    rank: int | None
    area_code: str
    value: float
    decimals: int


@cache
def read_rows(seeds: Path, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a seed, given as its path below the seeds folder without the extension."""
    with (seeds / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def printed_scores(seeds: Path, list_code: str) -> list[PrintedScore]:
    """Return the printed scores of a list, in printed order."""
    return [
        PrintedScore(
            int(row["printed_rank"]) if row["printed_rank"] else None,
            row["area_code"],
            float(row["printed_value"]),
            len(row["printed_value"].partition(".")[2]),
        )
        for row in read_rows(seeds, "published/published_scores")
        if row["list_code"] == list_code
    ]


def printed_ranks(seeds: Path, list_code: str) -> list[str]:
    """Return the area codes of a list that has ranks only, first to last."""
    rows = [row for row in read_rows(seeds, "published/published_ranks") if row["list_code"] == list_code]
    return [row["area_code"] for row in sorted(rows, key=lambda row: int(row["printed_rank"]))]


def rank_leads(seeds: Path, table_code: str) -> dict[str, dict[str, int]]:
    """Return, by area code, the figures of a table of leads in ranks, in printed order."""
    leads: dict[str, dict[str, int]] = {}
    for row in read_rows(seeds, "published/published_rank_leads"):
        if row["table_code"] == table_code:
            leads.setdefault(row["area_code"], {})[row["figure_code"]] = int(row["printed_value"])
    return leads


def areas(seeds: Path) -> dict[str, dict[str, str]]:
    """Return the areas by code."""
    return {row["area_code"]: row for row in read_rows(seeds, "reference/areas")}


def cities(seeds: Path) -> list[str]:
    """Return the area codes of the 351 cities of the index, in the order of the appendix."""
    return [score.area_code for score in printed_scores(seeds, "total_appendix")]


def provinces(seeds: Path) -> list[str]:
    """Return the area codes of the 31 provinces, in the order of the areas."""
    return [row["area_code"] for row in read_rows(seeds, "reference/areas") if row["area_level"] == "province"]


def province_of(seeds: Path) -> dict[str, str]:
    """Return, for every city of the areas, the province it lies in."""
    return {
        row["area_code"]: row["parent_area_code"]
        for row in read_rows(seeds, "reference/areas")
        if row["area_level"] == "city"
    }


def gdp_2014(seeds: Path) -> dict[str, float]:
    """Return the gross domestic product of 2014 by province, in 100 million yuan."""
    rows = read_rows(seeds, "raw/public_statistics__gdp")
    return {row["area_code"]: float(row["gdp"]) for row in rows if row["period_code"] == "2014"}


def statement(seeds: Path, statement_id: str) -> float:
    """Return the number that a statement of the text prints."""
    for row in read_rows(seeds, "published/published_statements"):
        if row["statement_id"] == statement_id:
            return float(row["printed_value"])
    raise KeyError(statement_id)
