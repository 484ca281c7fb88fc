"""What the unpublished sub-index scores would plausibly be, before the printed figures bind them exactly.

For every city the part of the printed total that its printed sub-indices do not explain is R_c. It is shared out
among the unprinted sub-indices by proportional fitting: rows add up to R_c, columns to what is left of 100 (85.32 for
industry), and industry adds up by province to the printed provincial score less a province-only part. Ratios give
every city about the same share, so that smart city has a floor under each city; the other three start in the
proportions of the weights, with a fixed spread between cities.
"""

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import published
from linear_programme import FloatArray

SUB_INDICES = ("infrastructure", "industry", "entrepreneurship", "smart_city")
WEIGHTS = np.array([0.277, 0.264, 0.219, 0.240])
CITY_TOTALS = np.array([100.0, 85.32, 100.0, 100.0])
INDUSTRY = 1
SMART_CITY = 3
PRIOR_SMART_CITY_FLOOR = 0.15
SPREAD = 0.15
SWEEPS = 400
PRINT_MARGIN = 0.000002  # what whole counts may still move a total


@dataclass(frozen=True)
class Printed:
    """The printed city scores: totals, sub-indices (nan where unprinted), the lists as city numbers in order."""

    cities: list[str]
    provinces: list[str]
    province: list[int]
    totals: FloatArray
    total_bounds: FloatArray  # lowest and highest total that every printing of it allows
    scores: FloatArray
    lists: list[list[int]]

    @property
    def last(self) -> FloatArray:
        """The 100th printed score of every sub-index: an unprinted city stays below it."""
        return np.array([self.scores[order[-1], column] for column, order in enumerate(self.lists)])


def read(seeds: Path) -> Printed:
    """Read the printed totals and sub-indices of the cities."""
    cities = published.cities(seeds)
    number = {code: index for index, code in enumerate(cities)}
    provinces = published.provinces(seeds)
    parent = published.province_of(seeds)
    totals = np.array([score.value for score in published.printed_scores(seeds, "total_appendix")])
    total_bounds = np.stack([np.zeros(len(cities)), np.full(len(cities), 100.0)], axis=1)
    for list_code in ("total_appendix", "total_top_100"):
        for row in published.printed_scores(seeds, list_code):
            half = 0.5 * 10.0**-row.decimals - PRINT_MARGIN
            low, high = total_bounds[number[row.area_code]]
            total_bounds[number[row.area_code]] = max(low, row.value - half), min(high, row.value + half)
    scores = np.full((len(cities), 4), np.nan)
    lists: list[list[int]] = []
    for column, sub_index in enumerate(SUB_INDICES):
        rows = published.printed_scores(seeds, f"{sub_index}_top_100")
        lists.append([number[row.area_code] for row in rows])
        scores[lists[-1], column] = [row.value for row in rows]
    parents = [provinces.index(parent[code]) for code in cities]
    return Printed(cities, provinces, parents, totals, total_bounds, scores, lists)


def seed_matrix(printed: Printed) -> FloatArray:
    """Return the weighted scores that the fitting starts from, with a fixed spread between cities."""
    seed = np.zeros((len(printed.cities), 4))
    for city, code in enumerate(printed.cities):
        numbers = random.Random(f"sub-index prior {code}")
        for column in range(4):
            seed[city, column] = WEIGHTS[column] * np.exp(numbers.gauss(0.0, SPREAD if column != SMART_CITY else 0.1))
    return seed


def prior(printed: Printed, provincial_industry: FloatArray) -> FloatArray:
    """Return the prior scores of all cities; printed ones stay as printed."""
    open_cells = np.isnan(printed.scores)
    known = np.where(open_cells, 0.0, printed.scores)
    remaining = np.maximum(printed.totals - known @ WEIGHTS, 0.0)
    floor = np.zeros_like(known)
    floor[:, SMART_CITY] = np.minimum(PRIOR_SMART_CITY_FLOOR * WEIGHTS[SMART_CITY], 0.8 * remaining)
    floor = np.where(open_cells, floor, 0.0)
    room = remaining - floor.sum(axis=1)
    open_share = np.where(open_cells, seed_matrix(printed), 0.0)
    count = open_cells.sum(axis=1)
    extra = open_share * np.divide(room, open_share.sum(axis=1), out=np.zeros_like(room), where=count > 0)[:, None]
    ceiling = np.where(open_cells, 0.97 * printed.last * WEIGHTS - floor, 0.0)
    columns = (CITY_TOTALS - known.sum(axis=0)) * WEIGHTS - floor.sum(axis=0)
    province = np.array(printed.province)
    for _ in range(SWEEPS):
        extra *= columns / extra.sum(axis=0)
        for number, score in enumerate(provincial_industry):
            inside = province == number
            most = 0.985 * score * WEIGHTS[INDUSTRY] - known[inside, INDUSTRY].sum() * WEIGHTS[INDUSTRY]
            total = extra[inside, INDUSTRY].sum()
            if total > max(most, 0.0):
                extra[inside, INDUSTRY] *= max(most, 0.05 * total) / total
        extra = np.minimum(extra, ceiling)
        rows = extra.sum(axis=1)
        extra *= np.divide(room, rows, out=np.ones_like(rows), where=rows > 0)[:, None]
        extra = np.minimum(extra, np.maximum(ceiling, 0.0))
    return np.where(open_cells, (floor + extra) / WEIGHTS, printed.scores)
