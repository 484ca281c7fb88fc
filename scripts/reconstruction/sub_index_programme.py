"""The linear programme over the unpublished sub-index scores.

Unknowns: the scores v[c, k] of 351 cities in four sub-indices, the province-only parts o[p, k] of three of them, and
the provincial smart-city scores. A province's infrastructure is (sum of its v + phi * o) / (1 + phi) with o adding up
to 100, so that phi is what the records without a city come to as a part of those with one; entrepreneurship likewise;
its industry is sum of its v + o, a share of the nation. The objective is the relative distance of v from the prior.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import published
from linear_programme import FloatArray, IntArray, LinearProgramme
from sub_index_prior import INDUSTRY, SMART_CITY, WEIGHTS, Printed

INFRASTRUCTURE, ENTREPRENEURSHIP = 0, 2
WEIGHTED = 4  # the column of 0.264 industry + 0.219 entrepreneurship in the tables of orders
SMART_CITY_FLOOR = 0.085  # ratios give every city about this much
PHI = {INFRASTRUCTURE: 0.03, ENTREPRENEURSHIP: 0.03}
ROUNDING = 0.000045  # half a unit of the fourth decimal, with a margin
ROUNDING_AROUND_COUNTS = 0.0000495  # with a smaller one, where whole counts are given
ORDER = 0.000002  # smallest distance of neighbours in a printed order
RANK_GAP = 0.00001  # smallest distance to a city whose rank is printed; where counts are whole, more
RANK_GAP_OF_COUNTS = 0.0004
QINGDAO_TO_SHENZHEN = 0.403045  # the ratio of their smart-city scores is printed as 40.30 percent
WIDE_CENT = 0.0049  # half a unit of the second decimal; Ningxia has to use nearly all of it
CENT = 0.004  # half a unit of the second decimal, with a margin

SMART_CITY_ORDER = ["44", "33", "50", "11", "32", "31", "35", "43", "46", "51"]
SMART_CITY_SUMS = {
    "smart_city_provinces_top_5_sum": "44 33 50 11 32",
    "smart_city_provinces_top_10_sum": "44 33 50 11 32 31 35 43 46 51",
    "smart_city_provinces_top_10_east_sum": "44 33 32 11 31 35 46",
    "smart_city_indicator_leaders_sum": "44 33 50 11 32 31 35 43 46 51 15 64 21",
}
ENTREPRENEURSHIP_ORDER = ["44", "11", "31", "33", "32", "50", "51", "35", "37", "41"]


@dataclass(frozen=True)
class Order:
    """Cities whose rank in a column is fixed, first to last, and the other cities before, between and after them."""

    column: int
    fixed: list[int]
    between: list[list[int]]


@dataclass(frozen=True)
class Unknowns:
    """The numbers of the variables of the programme."""

    city: IntArray  # 351 x 4
    only: IntArray  # 31 x 3
    province: IntArray  # 31 x 4, scores at province grain
    total: IntArray  # 31


@dataclass
class Request:
    """What a run of the programme is asked to keep to."""

    prior: FloatArray
    orders: Sequence[Order] = field(default_factory=list)
    ahead: Sequence[tuple[int, int]] = field(default_factory=list)  # (better, worse) in infrastructure
    price: float = 60000.0  # of a city on the wrong side of a printed rank, per point of its score
    counts: FloatArray | None = None  # entrepreneurship of the cities, where the counts behind it are known
    provincial_counts: FloatArray | None = None  # entrepreneurship of the provinces, likewise


def provincial_industry(seeds: Path, provinces: Sequence[str]) -> FloatArray:
    """Return the printed industry scores of the provinces."""
    score = {row.area_code: row.value for row in published.printed_scores(seeds, "industry_provinces")}
    return np.array([score[code] for code in provinces])


def build(printed: Printed, seeds: Path, request: Request) -> tuple[LinearProgramme, Unknowns]:
    """Return the programme and the numbers of its variables."""
    programme = LinearProgramme()
    city = _city_scores(programme, printed, request)
    for order in request.orders:
        _keep_order(programme, city, order, request.price)
    for better, worse in request.ahead:
        short = programme.variable(0.0, np.inf, request.price)
        columns = [city[better, INFRASTRUCTURE], city[worse, INFRASTRUCTURE], short]
        programme.row(columns, [1.0, -1.0, 1.0], RANK_GAP, np.inf)
    only = np.stack([programme.variables(len(printed.provinces)) for _ in range(3)], axis=1)
    province = np.stack([programme.variables(len(printed.provinces)) for _ in range(4)], axis=1)
    unknowns = Unknowns(city, only, province, programme.variables(len(printed.provinces)))
    _province_scores(programme, printed, seeds, request, unknowns)
    _province_totals(programme, printed, seeds, unknowns)
    number = {code[:2]: index for index, code in enumerate(printed.provinces)}
    _provincial_smart_city(programme, seeds, number, province[:, SMART_CITY])
    _provincial_text(programme, number, province[:, INFRASTRUCTURE])
    if request.provincial_counts is None:
        _provincial_start_ups(programme, number, province[:, ENTREPRENEURSHIP])
    return programme, unknowns


def _city_scores(programme: LinearProgramme, printed: Printed, request: Request) -> IntArray:
    count = len(printed.cities)
    city = np.zeros((count, 4), dtype=np.int64)
    half = ROUNDING if request.counts is None else ROUNDING_AROUND_COUNTS
    for number in range(count):
        total = printed.totals[number]
        for column in range(4):
            score, prior = printed.scores[number, column], request.prior[number, column]
            if column == ENTREPRENEURSHIP and request.counts is not None:
                city[number, column] = programme.variable(request.counts[number], request.counts[number])
            elif not np.isnan(score):
                city[number, column] = programme.variable(score - half, score + half)
            else:
                lowest = 0.1 * total
                if column == INDUSTRY:
                    rest = total - WEIGHTS[SMART_CITY] * request.prior[number, SMART_CITY]
                    known = printed.scores[number, ENTREPRENEURSHIP]
                    rest -= 0.0 if np.isnan(known) else WEIGHTS[ENTREPRENEURSHIP] * known
                    lowest = min(0.14 * total, max(0.4 * rest, 0.05 * total))
                if column == SMART_CITY:
                    lowest = min(SMART_CITY_FLOOR, 0.8 * total / WEIGHTS[SMART_CITY])
                city[number, column] = programme.variable(lowest, printed.last[column] + half)
                programme.near(int(city[number, column]), prior, 1.0 / prior)
        low, high = printed.total_bounds[number]
        programme.row(city[number], WEIGHTS.tolist(), max(low, total - half), min(high, total + half))
    qingdao, shenzhen = (city[printed.cities.index(code), SMART_CITY] for code in ("370200", "440300"))
    programme.row([qingdao, shenzhen], [1.0, -QINGDAO_TO_SHENZHEN], -np.inf, 0.0)
    ahead = [*WEIGHTS, *(-WEIGHTS)]
    for number in range(count - 1):
        programme.row([*city[number], *city[number + 1]], ahead, ORDER, np.inf)
    for column, order in enumerate(printed.lists):
        if column == ENTREPRENEURSHIP and request.counts is not None:
            continue
        for better, worse in itertools.pairwise(order):
            programme.at_least(int(city[better, column]), int(city[worse, column]), ORDER)
        for number in sorted(set(range(count)) - set(order)):
            programme.at_least(int(city[order[-1], column]), int(city[number, column]), ORDER)
    for column in (INFRASTRUCTURE, ENTREPRENEURSHIP, SMART_CITY):
        if column != ENTREPRENEURSHIP or request.counts is None:
            programme.total(city[:, column], 100.0, 100.0)
    return city


def sides(order: Order) -> list[tuple[int, int]]:
    """Return the pairs (better, worse) that keep every other city on its side of the cities whose rank is fixed."""
    pairs: list[tuple[int, int]] = []
    for place, number in enumerate(order.fixed):
        pairs.extend((better, number) for better in order.between[place])
        pairs.extend((number, worse) for worse in order.between[place + 1])
        if place and not order.between[place]:
            pairs.append((order.fixed[place - 1], number))
    return pairs


def gap_of(column: int) -> float:
    """Return the distance to keep from a city whose rank is fixed."""
    return RANK_GAP_OF_COUNTS if column == ENTREPRENEURSHIP else RANK_GAP


def _keep_order(programme: LinearProgramme, city: IntArray, order: Order, price: float) -> None:
    columns, weights = [order.column], [1.0]
    if order.column == WEIGHTED:
        columns, weights = [INDUSTRY, ENTREPRENEURSHIP], [WEIGHTS[INDUSTRY], WEIGHTS[ENTREPRENEURSHIP]]
    difference = [*weights, *(-weight for weight in weights)]
    for better, worse in sides(order):
        short = programme.variable(0.0, np.inf, price)
        programme.row(
            [*city[better, columns], *city[worse, columns], short], [*difference, 1.0], gap_of(order.column), np.inf
        )


def _province_scores(
    programme: LinearProgramme, printed: Printed, seeds: Path, request: Request, unknowns: Unknowns
) -> None:
    """Tie the province-only parts and the scores at province grain to the cities."""
    industry = provincial_industry(seeds, printed.provinces)
    member = np.array(printed.province)
    for number in range(len(printed.provinces)):
        inside = np.flatnonzero(member == number)
        for column in (INFRASTRUCTURE, ENTREPRENEURSHIP):
            score, own, phi = unknowns.province[number, column], unknowns.only[number, column], PHI[column]
            if column == ENTREPRENEURSHIP and request.provincial_counts is not None:
                programme.row([score], [1.0], *[float(request.provincial_counts[number])] * 2)
                continue
            prior = float(request.prior[inside, column].sum())
            programme.near(int(own), prior, 0.3 / prior, 0.6)
            programme.row([own], [1.0], 0.02 * prior, np.inf)
            columns = [score, own, *unknowns.city[inside, column]]
            programme.row(columns, [1.0 + phi, -phi, *[-1.0] * len(inside)], 0.0, 0.0)
        programme.total([unknowns.province[number, INDUSTRY]], industry[number], industry[number])
        columns = [unknowns.province[number, INDUSTRY], unknowns.only[number, INDUSTRY]]
        columns.extend(unknowns.city[inside, INDUSTRY])
        programme.row(columns, [1.0, -1.0, *[-1.0] * len(inside)], 0.0, 0.0)
        programme.row([unknowns.only[number, INDUSTRY]], [1.0], 0.001 * industry[number], np.inf)
    programme.total(unknowns.only[:, INFRASTRUCTURE], 100.0, 100.0)
    if request.provincial_counts is None:
        programme.total(unknowns.only[:, ENTREPRENEURSHIP], 100.0, 100.0)


def _province_totals(programme: LinearProgramme, printed: Printed, seeds: Path, unknowns: Unknowns) -> None:
    """Keep the printed totals of nine provinces, and the others at or below their share of the national GDP."""
    gdp = published.gdp_2014(seeds)
    national = sum(gdp.values())
    totals = {row.area_code: row.value for row in published.printed_scores(seeds, "total_nine_provinces")}
    ratios = {row.area_code: row.value for row in published.printed_scores(seeds, "index_to_gdp_ratio_nine_provinces")}
    third = unknowns.total[printed.provinces.index("310000")]
    for number, code in enumerate(printed.provinces):
        total = unknowns.total[number]
        programme.row([total, *unknowns.province[number]], [1.0, *(-WEIGHTS)], 0.0, 0.0)
        if code in totals:
            share = 100.0 * gdp[code] / national
            low, high = share * (ratios[code] - 0.0499), share * (ratios[code] + 0.0499)
            programme.row([total], [1.0], max(low, totals[code] - WIDE_CENT), min(high, totals[code] + WIDE_CENT))
        else:
            programme.row([total], [1.0], -np.inf, 100.0 * gdp[code] / national - 0.01)
            programme.at_least(int(third), int(total), 0.01)


def _provincial_smart_city(programme: LinearProgramme, seeds: Path, number: dict[str, int], score: IntArray) -> None:
    """Keep the printed provincial smart-city scores, their order and their sums."""
    for row in published.printed_scores(seeds, "smart_city_provinces"):
        programme.row([score[number[row.area_code[:2]]]], [1.0], row.value - CENT, row.value + CENT)
    sums = [(published.statement(seeds, name), codes.split()) for name, codes in SMART_CITY_SUMS.items()]
    area = published.areas(seeds)
    east = [code for code in number if area[f"{code}0000"]["economic_zone"] == "east"]
    sums.append((published.statement(seeds, "smart_city_provinces_east_sum"), east))
    for value, codes in sums:
        programme.total([score[number[code]] for code in codes], value - CENT, value + CENT)
    programme.total(score, 100.0, 100.0)
    for better, worse in itertools.pairwise(SMART_CITY_ORDER):
        programme.at_least(int(score[number[better]]), int(score[number[worse]]), 0.01)
    for code, index in number.items():
        if code not in SMART_CITY_ORDER:
            programme.at_least(int(score[number[SMART_CITY_ORDER[-1]]]), int(score[index]), 0.02)
        programme.near(int(score[index]), 2.2, 0.5, 0.35)
        programme.row([score[index]], [1.0], 1.2 if code == "54" else 1.4, np.inf)


def _provincial_text(programme: LinearProgramme, number: dict[str, int], infrastructure: IntArray) -> None:
    """Keep what the text says about provincial infrastructure."""
    programme.row([infrastructure[number["44"]]], [1.0], 19.2, 19.99)
    programme.row([infrastructure[number["11"]]], [1.0], 10.6, 11.4)
    for code, index in number.items():
        if code not in ("44", "11", "31"):
            programme.at_least(int(infrastructure[number["31"]]), int(infrastructure[index]), 0.02)


def _provincial_start_ups(programme: LinearProgramme, number: dict[str, int], score: IntArray) -> None:
    """Keep what the text says about provincial entrepreneurship."""
    first_ten = [score[number[code]] for code in ENTREPRENEURSHIP_ORDER]
    for better, worse in itertools.pairwise(first_ten):
        programme.at_least(int(better), int(worse), 0.02)
    for code, index in number.items():
        if code not in ENTREPRENEURSHIP_ORDER:
            programme.at_least(int(first_ten[-1]), int(score[index]), 0.02)
    programme.total(first_ten[:2], 38.2, 39.99)
    programme.total(first_ten[2:], 35.05, np.inf)
    programme.total(first_ten, 74.0, 76.0)
