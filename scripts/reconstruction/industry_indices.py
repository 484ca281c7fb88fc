"""The indices of the service industries by city: one linear programme over twelve vectors.

Ten service industries have an index of their own; two more (real estate; science and technology) have none but
count in the services sector. Let v_ic be the index of industry i in city c, in percent of the cities' total, and
p_ic a prior value: what is printed, or else in proportion to the city's industry sub-index, below the last printed
value. The programme finds v = p + up - down with the least

    sum of cost(up_ic) + cost(down_ic),    cost piecewise linear and convex in the relative change up / p, down / p,

subject to

    sum_c v_ic = 100                                                    every industry is shared out completely
    v_ic = printed value                                                six lists of a hundred cities
    v_ic < value at rank 100                                            cities outside a list
    v_i,k >= 1.04 v_i,k+1, v_ic <= 0.96 v_i,10                          four lists that give an order of ten cities
    R_ir = sum of v_ic over the cities of region r
    R_ir > or < 100 n_r / 351                                           regions ahead of or behind the nation
    R_best(r),r >= 1.02 R_ir                                            the best industry of a region
    low * R_ir <= n_r v_ic <= high * R_ir                               multiples of a regional mean
    low * 100 / 351 <= v_ic <= high * 100 / 351                         multiples of the national mean
    f sum_i W_i v_ic <= 0.9 industry_c / alpha_services                 services leave room for the other two sectors

with n_r cities in region r, W_i the weight of industry i in services and f the cities' part of the nation. The last
condition is soft at a high price: module industry deals with a city that cannot keep it. Unlisted cities fill ranks
that a printed list has lost.
"""

import itertools
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import published
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, hstack

Floats = NDArray[np.float64]

LISTED = ("retail", "finance", "transport_logistics", "catering_lodging", "tourism", "life_services")
ORDERED = ("healthcare", "education", "culture_entertainment", "business_services")
INDEXED = LISTED + ORDERED
SERVICES = (*INDEXED, "real_estate", "science_technology_services")

# Prior values of the first ten cities where only their order is printed.
FIRST_TEN = {
    "healthcare": (14.9, 13.8, 6.4, 5.6, 2.8, 2.5, 2.3, 2.1, 1.9, 1.7),
    "education": (20.8, 6.6, 6.1, 3.9, 3.6, 3.1, 2.7, 2.4, 2.2, 2.0),
    "culture_entertainment": (15.2, 9.1, 7.3, 6.2, 3.3, 2.8, 2.2, 2.0, 1.9, 1.7),
    "business_services": (14.4, 10.6, 7.9, 7.0, 2.9, 2.7, 2.0, 1.8, 1.7, 1.5),
}
BEST_INDUSTRY = {
    "east_china": "tourism",
    "south_china": "healthcare",
    "north_china": "education",
    "northeast_china": "catering_lodging",
    "southwest_china": "tourism",
    "central_china": "life_services",
    "northwest_china": "life_services",
}
REGIONS = tuple(BEST_INDUSTRY)
AHEAD_OF_NATION = ("east_china", "south_china", "north_china")
# Statements on multiples: industry, city as named in the statement, and on which side of the whole number the text
# puts the multiple of the regional and of the national mean ("nearly", "more than", or neither).
MULTIPLES = (
    ("tourism", "shanghai", "310100", "nearly", "more"),
    ("healthcare", "guangzhou", "440100", "nearly", "more"),
    ("education", "beijing", "110100", "", ""),
    ("catering_lodging", "shenyang", "210100", "", "nearly"),
    ("tourism", "chengdu", "510100", "", "more"),
    ("life_services", "wuhan", "420100", "nearly", ""),
    ("life_services", "xian", "610100", "more", "more"),
)
# Convex price of a relative change: width of the step, price.
STEPS = ((0.1, 1.0), (0.2, 2.0), (0.3, 4.0), (0.4, 8.0), (1.0, 16.0), (4.0, 40.0))
SOFT_LIMIT, HARD_LIMIT, OVERRUN_PRICE = 0.9, 5.0, 500.0
TIE_WIDTH = 6e-5
ROOM = 0.1


def noise(name: str, shape: tuple[int, ...], width: float) -> Floats:
    """Return log-normal noise that depends on nothing but its name; rounded, to be the same on every machine."""
    normal = np.random.default_rng(list(name.encode())).normal(0.0, width, shape)
    return np.asarray(np.round(np.exp(normal), 12), dtype=np.float64)


def list_values(seeds: Path, industry: str) -> dict[str, float]:
    """Return the printed values, moved within their rounding where equal ones stand at different ranks."""
    scores = published.printed_scores(seeds, f"{industry}_top_100")
    equal: dict[float, list[str]] = {}
    for score in scores:
        equal.setdefault(score.value, []).append(score.area_code)
    return {
        area: value + ((len(group) - 1) / 2 - place) * TIE_WIDTH / len(group)
        for value, group in equal.items()
        for place, area in enumerate(group)
    }


def with_lost_ranks(seeds: Path, industry: str, values: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return a list with unlisted cities at the ranks that are lost in print, between their neighbours' values."""
    by_rank = {score.rank: score.area_code for score in published.printed_scores(seeds, f"{industry}_top_100")}
    lost = [rank for rank in range(1, 101) if rank not in by_rank]
    elsewhere = {
        city: sum(values[other].get(city, 0.0) for other in LISTED)
        for city in published.cities(seeds)
        if city not in values[industry]
    }
    candidates = sorted(elsewhere, key=lambda city: (-elsewhere[city], city))
    return values[industry] | {
        city: (values[industry][by_rank[rank - 1]] + values[industry][by_rank[rank + 1]]) / 2
        for rank, city in zip(lost, candidates, strict=False)
    }


def filled(shape: Floats, highest: float, total: float) -> Floats:
    """Scale a shape to a total without exceeding the highest value."""
    low, high = 0.0, 1e9
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(middle * shape, highest).sum() < total else (low, middle)
    return np.minimum(high * shape, highest)


class Problem:
    """Rows and bounds of the linear programme over v, the sums of regions and the overruns."""

    def __init__(self, seeds: Path, city_industry: Floats) -> None:
        """Set prior values and bounds."""
        self.cities = published.cities(seeds)
        self.at = {city: number for number, city in enumerate(self.cities)}
        areas = published.areas(seeds)
        self.region = np.array([areas[city]["region"] for city in self.cities], dtype=object)
        self.target = city_industry
        size = (len(SERVICES), len(self.cities))
        self.prior, self.low, self.high = np.zeros(size), np.zeros(size), np.zeros(size)
        self.rows: list[tuple[list[int], list[float], float, float]] = []
        self.orders = {industry: published.printed_ranks(seeds, f"{industry}_top_10") for industry in ORDERED}
        plain = {industry: list_values(seeds, industry) for industry in LISTED}
        for number, industry in enumerate(SERVICES):
            shape = np.maximum(self.target, 1e-4) * noise(f"{industry} prior", self.target.shape, 0.2)
            if industry in LISTED:
                known = with_lost_ranks(seeds, industry, plain)
                limit = min(known.values()) - 1.5e-4
            elif industry in ORDERED:
                known = dict(zip(self.orders[industry], FIRST_TEN[industry], strict=True))
                limit = 0.95 * min(known.values())
            else:
                known, limit = {}, 100.0
            free = np.array([city not in known for city in self.cities])
            self.prior[number, free] = filled(shape[free], 0.97 * limit, 100.0 - sum(known.values()))
            self.low[number], self.high[number] = 0.3 * self.prior[number], limit
            for city, value in known.items():
                self.prior[number, self.at[city]] = value
                is_fixed = industry in LISTED
                self.low[number, self.at[city]] = value if is_fixed else 0.5 * value
                self.high[number, self.at[city]] = value if is_fixed else 2.0 * value

    def variable(self, industry: str, city: str) -> int:
        """Return the number of v of an industry in a city."""
        return SERVICES.index(industry) * len(self.cities) + self.at[city]

    def regional(self, industry: str, region: str) -> int:
        """Return the number of the sum of an industry over a region."""
        return self.prior.size + INDEXED.index(industry) * len(REGIONS) + REGIONS.index(region)

    def overrun(self, city: str) -> int:
        """Return the number of the services' overrun in a city."""
        return self.prior.size + len(INDEXED) * len(REGIONS) + self.at[city]

    def add(self, terms: Mapping[int, float], low: float, high: float) -> None:
        """Add a row low <= terms <= high."""
        self.rows.append((list(terms), list(terms.values()), low, high))

    def add_rows(self, seeds: Path, services_weights: Mapping[str, float], room: Floats) -> None:
        """Add every condition of the programme that is not a bound."""
        count = len(self.cities)
        for industry in SERVICES:
            self.add({self.variable(industry, city): 1.0 for city in self.cities}, 100.0, 100.0)
        for region in REGIONS:
            inside = [city for city in self.cities if self.region[self.at[city]] == region]
            share = 100.0 * len(inside) / count
            ahead = region in AHEAD_OF_NATION
            best = BEST_INDUSTRY[region]
            for industry in INDEXED:
                total = self.regional(industry, region)
                self.add({total: -1.0} | {self.variable(industry, city): 1.0 for city in inside}, 0.0, 0.0)
                self.add({total: 1.0}, 1.02 * share if ahead else 0.0, 100.0 if ahead else 0.98 * share)
                if industry != best:
                    self.add({self.regional(best, region): 1.0, total: -1.02}, 0.0, np.inf)
                if region == "south_china" and industry not in ("healthcare", "business_services"):
                    self.add({self.regional("business_services", region): 1.0, total: -1.01}, 0.0, np.inf)
        for industry, order in self.orders.items():
            for ahead_city, behind in itertools.pairwise(order):
                terms = {self.variable(industry, ahead_city): 1.0, self.variable(industry, behind): -1.04}
                self.add(terms, 0.0, np.inf)
            for city in self.cities:
                if city not in order:
                    terms = {self.variable(industry, order[-1]): 0.96, self.variable(industry, city): -1.0}
                    self.add(terms, 0.0, np.inf)
        for industry, name, city, regional_side, national_side in MULTIPLES:
            region = str(self.region[self.at[city]])
            inside_count = float(np.sum(self.region == region))
            low, high = interval(
                published.statement(seeds, f"{industry}_{name}_multiple_of_region"), regional_side, ROOM
            )
            v, total = self.variable(industry, city), self.regional(industry, region)
            self.add({v: inside_count, total: -low}, 0.0, np.inf)
            self.add({v: inside_count, total: -high}, -np.inf, 0.0)
            low, high = interval(
                published.statement(seeds, f"{industry}_{name}_multiple_of_nation"), national_side, ROOM
            )
            if industry in ORDERED:
                self.add({v: 1.0}, low * 100.0 / count, high * 100.0 / count)
        for city in self.cities:
            scale = 1.0 / room[self.at[city]]
            terms = {self.variable(industry, city): services_weights[industry] * scale for industry in SERVICES}
            self.add(terms | {self.overrun(city): -1.0}, -np.inf, SOFT_LIMIT)

    def solve(self) -> Floats:
        """Solve over the steps up and down from the prior values; return v."""
        prior, low, high = self.prior.ravel(), self.low.ravel(), self.high.ravel()
        steps: list[tuple[Floats, NDArray[np.intp], float, float]] = []
        for sign, reach in ((1.0, np.maximum(high - prior, 0.0)), (-1.0, np.maximum(prior - low, 0.0))):
            used = np.zeros_like(prior)
            for width, price in STEPS:
                step = np.clip(reach - used, 0.0, width * prior)
                used += step
                some = np.flatnonzero(step > 0.0)
                steps.append((step[some], some, sign, price))
        widths = np.concatenate([step for step, _, _, _ in steps])
        origin = np.concatenate([some for _, some, _, _ in steps])
        signs = np.concatenate([np.full(some.size, sign) for _, some, sign, _ in steps])
        # Prices differ a little from city to city, so that there is only one best solution.
        by_city = noise("prices", prior.shape, 0.1)
        prices = np.concatenate([price * by_city[some] for _, some, _, price in steps])
        moves = coo_array((signs, (origin, np.arange(origin.size))), shape=(prior.size, origin.size)).tocsr()

        sums, overruns = len(INDEXED) * len(REGIONS), len(self.cities)
        terms = np.concatenate([row[0] for row in self.rows])
        factors = np.concatenate([row[1] for row in self.rows])
        number = np.repeat(np.arange(len(self.rows)), [len(row[0]) for row in self.rows])
        shape = (len(self.rows), prior.size + sums + overruns)
        matrix = coo_array((factors, (number, terms)), shape=shape).tocsc()
        shift = matrix[:, : prior.size] @ prior
        result = milp(
            c=np.concatenate([prices, np.zeros(sums), np.full(overruns, OVERRUN_PRICE)]),
            constraints=LinearConstraint(
                hstack([matrix[:, : prior.size] @ moves, matrix[:, prior.size :]], format="csc"),
                np.array([row[2] for row in self.rows]) - shift,
                np.array([row[3] for row in self.rows]) - shift,
            ),
            bounds=Bounds(
                np.zeros(widths.size + sums + overruns),
                np.concatenate([widths, np.full(sums, 100.0), np.full(overruns, HARD_LIMIT - SOFT_LIMIT)]),
            ),
        )
        if result.x is None:
            raise RuntimeError(f"the programme of the industry indices has no solution: {result.message}")
        v = np.round(np.clip(prior + moves @ result.x[: widths.size], low, high), 9).reshape(self.prior.shape)
        is_loose = self.low < self.high
        for row, loose in zip(v, is_loose, strict=True):
            row[np.argmax(np.where(loose, row, -1.0))] += 100.0 - row.sum()
        return np.asarray(v)


def interval(multiple: float, side: str, room: float) -> tuple[float, float]:
    """Return the range of a multiple that is printed as a whole number, with room to its ends and to the number."""
    low = multiple + (room if side == "more" else room - 0.5)
    high = multiple - (room if side == "nearly" else room - 0.5)
    return low, high


def solve(
    seeds: Path, city_industry: Floats, services_weights: Mapping[str, float], alpha_services: float
) -> dict[str, Floats]:
    """Return the index of twelve service industries for the cities in the order of the appendix.

    The industry sub-index of the cities, in the same order, is in percent of the nation; the weights of the
    industries in services add up to 1.
    """
    problem = Problem(seeds, city_industry)
    problem.add_rows(seeds, services_weights, problem.target / alpha_services / (problem.target.sum() / 100.0))
    return dict(zip(SERVICES, problem.solve(), strict=True))
