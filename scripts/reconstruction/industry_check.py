"""Recompute the industry sub-index and the ten industry indices from the raw records alone.

Nothing but the records of 2015 and the expert weights enters: shares of counts, weighted sums, sums over regions.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import published
from constraints import Constraint
from industry_indices import (
    AHEAD_OF_NATION,
    BEST_INDUSTRY,
    INDEXED,
    LISTED,
    MULTIPLES,
    REGIONS,
    Floats,
    interval,
)
from numpy.typing import NDArray

HALF_DECIMAL = 0.5e-4


class Forwards:
    """Values by industry and measure over all areas that have records, and the scores that follow from them."""

    def __init__(self, tables: Mapping[str, Mapping[str, NDArray[np.generic]]], cities: Sequence[str]) -> None:
        """Add up the records of 2015."""
        columns = ("period_code", "area_code", "industry_code", "measure_code", "value")
        rows = [row for table in tables.values() for row in zip(*(table[column] for column in columns), strict=True)]
        rows = [row for row in rows if row[0] == "2015"]
        self.areas = [*cities, *sorted({str(row[1]) for row in rows} - set(cities))]
        self.count = len(cities)
        at = {area: number for number, area in enumerate(self.areas)}
        self.values: dict[tuple[str, str], Floats] = {}
        for _, area, industry, measure, value in rows:
            values = self.values.setdefault((str(industry), str(measure)), np.zeros(len(self.areas)))
            values[at[str(area)]] += float(value)

    def index(self, alpha: Sequence[Mapping[str, str]], industry: str) -> Floats:
        """Return the index of an industry: shares in the total of the cities."""
        score = np.zeros(self.count)
        for row in alpha:
            if row["parent"] == f"{industry}_index":
                values = self.values[industry, row["measure_code"]][: self.count]
                score += float(row["alpha_in_group"]) * 100.0 * values / values.sum()
        return score

    def sub_index(self, alpha: Sequence[Mapping[str, str]], industries: Sequence[Mapping[str, str]]) -> Floats:
        """Return the industry sub-index of all areas: shares in the total of the nation."""
        sector_weight = {row["node"]: float(row["alpha_in_group"]) for row in alpha if row["parent"] == "industry"}
        score = np.zeros(len(self.areas))
        for row in alpha:
            if row["parent"] not in sector_weight:
                continue
            owner, measure = row["industry_code"], row["measure_code"]
            members = [
                one["industry_code"] for one in industries if owner in (one["sector_code"], one["industry_code"])
            ]
            values = sum(
                (self.values[member, measure] for member in members if (member, measure) in self.values),
                start=np.zeros(len(self.areas)),
            )
            score += sector_weight[row["parent"]] * float(row["alpha_in_group"]) * 100.0 * values / values.sum()
        return score


def list_constraints(seeds: Path, industry: str, score: dict[str, float]) -> list[Constraint]:
    """Return what a list of a hundred cities asks for: values, order, ranks, and nobody else in between."""
    printed = published.printed_scores(seeds, f"{industry}_top_100")
    found = [
        Constraint(f"{industry}_top_100 {one.area_code}", one.value, score[one.area_code], HALF_DECIMAL)
        for one in printed
    ]
    # Where the print contradicts itself the values are kept; equal values follow the printed rank.
    in_order = sorted(printed, key=lambda one: (-one.value, one.rank or 0))
    ranks = sorted(one.rank or 0 for one in printed)
    ranked = sorted(score, key=lambda city: -score[city])
    wrong = sum(ranked[rank - 1] != one.area_code for rank, one in zip(ranks, in_order, strict=True))
    return [*found, Constraint(f"{industry}_top_100 cities out of their rank", 0.0, float(wrong), 0.0)]


def regional_constraints(seeds: Path, scores: dict[str, dict[str, float]]) -> list[Constraint]:
    """Return the statements on regions and the multiples."""
    areas = published.areas(seeds)
    inside = {
        region: [city for city in published.cities(seeds) if areas[city]["region"] == region] for region in REGIONS
    }
    mean = {
        (industry, region): sum(scores[industry][city] for city in inside[region]) / len(inside[region])
        for industry in INDEXED
        for region in REGIONS
    }
    national = 100.0 / len(published.cities(seeds))
    found = []
    for region in REGIONS:
        ahead = sum(mean[industry, region] > national for industry in INDEXED)
        wanted = len(INDEXED) if region in AHEAD_OF_NATION else 0
        found.append(Constraint(f"industries of {region} ahead of the nation", float(wanted), float(ahead), 0.0))
        place = sum(mean[industry, region] >= mean[BEST_INDUSTRY[region], region] for industry in INDEXED)
        found.append(Constraint(f"place of {BEST_INDUSTRY[region]} in {region}", 1.0, float(place), 0.0))
    business = sum(mean[one, "south_china"] >= mean["business_services", "south_china"] for one in INDEXED)
    found.append(Constraint("place of business_services in south_china", 2.0, float(business), 0.0))
    for industry, name, city, regional_side, national_side in MULTIPLES:
        for base, below, side in (
            ("region", mean[industry, areas[city]["region"]], regional_side),
            ("nation", national, national_side),
        ):
            statement = f"{industry}_{name}_multiple_of_{base}"
            multiple, reached = published.statement(seeds, statement), scores[industry][city] / below
            found.append(Constraint(statement, multiple, reached, 0.5))
            low, high = interval(multiple, side, 0.0)
            is_outside = not low <= reached <= high
            found.append(Constraint(f"{statement}, side", 0.0, float(is_outside), 0.0))
    return found


def check(
    tables: Mapping[str, Mapping[str, NDArray[np.generic]]],
    alpha: Sequence[Mapping[str, str]],
    seeds: Path,
    targets: Mapping[str, float],
) -> list[Constraint]:
    """Return every constraint on the records, with the values recomputed from them; targets by area of the records."""
    cities = published.cities(seeds)
    forwards = Forwards(tables, cities)
    scores = {
        industry: dict(zip(cities, forwards.index(alpha, industry).tolist(), strict=True)) for industry in INDEXED
    }
    found = []
    for industry in INDEXED:
        found.append(Constraint(f"{industry} index over all cities", 100.0, sum(scores[industry].values()), 1e-9))
    for industry in LISTED:
        found += list_constraints(seeds, industry, scores[industry])
    for industry in INDEXED:
        order = published.printed_ranks(seeds, f"{industry}_top_10")
        ranked = sorted(cities, key=lambda city: -scores[industry][city])
        wrong = sum(one != other for one, other in zip(order, ranked, strict=False))
        found.append(Constraint(f"{industry}_top_10 cities out of their rank", 0.0, float(wrong), 0.0))
    found += regional_constraints(seeds, scores)

    industries = published.read_rows(seeds, "reference/industries")
    sub_index = dict(zip(forwards.areas, forwards.sub_index(alpha, industries).tolist(), strict=True))
    found.append(Constraint("industry over all areas", 100.0, sum(sub_index.values()), 1e-9))
    for level, codes in (("cities", cities), ("areas without a city", forwards.areas[len(cities) :])):
        worst = max(abs(sub_index[code] - targets[code]) for code in codes)
        found.append(Constraint(f"industry, largest error of {level}", 0.0, worst, 1e-6))
    province_of = published.province_of(seeds)
    provincial = {code: sub_index[code] for code in published.provinces(seeds)}
    for city in cities:
        provincial[province_of[city]] += sub_index[city]
    for code, reached in (("industry_top_100", sub_index), ("industry_provinces", provincial)):
        for one in published.printed_scores(seeds, code):
            half = 0.5 * 10.0**-one.decimals if code == "industry_top_100" else HALF_DECIMAL
            found.append(Constraint(f"{code} {one.area_code}", one.value, reached[one.area_code], half))
    ranked = sorted(cities, key=lambda city: -sub_index[city])
    printed = published.printed_scores(seeds, "industry_top_100")
    wrong = sum(one.area_code != other for one, other in zip(printed, ranked, strict=False))
    found.append(Constraint("industry_top_100 cities out of their rank", 0.0, float(wrong), 0.0))
    return found
