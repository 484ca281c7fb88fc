"""The linear programmes behind the smart-city records: the design of the offers, and users, returns and failures.

Both have the same unknowns for units: shares of users x, return rates r, availabilities 1 - f. In the first the offers
are unknown, too (see smart_city_design); in the second they are counted from the catalogue and fixed. A return rate
and a failure rate enter as shares, so their totals over the units are fixed numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import smart_city_design as design
from linear_programme import FloatArray, IntArray, LinearProgramme
from smart_city_design import Alpha, Geography, Totals, fraction

NATIONAL_POINTS = 12.0
NATIONAL_LEVEL = 10 / 21
RETURN_MEANS = (0.0856, 0.0868)
AVAILABILITY_MEANS = (0.976, 0.983)
PRICE_OF_SCORE = 4000.0
OTHER_CITY_SHARE = 0.032
ITEMS_PER_SERVICE = 2.2
SHENZHEN, GUANGZHOU, DEYANG = "440300", "440100", "510600"
GUANGDONG, JIANGSU, ZHEJIANG, SICHUAN, BEIJING, NINGXIA = "440000", "320000", "330000", "510000", "110000", "640000"
RETURN_LEADERS = ("640000", "150000", "210000", "350000")


@dataclass(frozen=True)
class Problem:
    """What the programmes have in common."""

    geo: Geography
    city_scores: FloatArray
    province_scores: FloatArray
    sizes: FloatArray
    alpha: Alpha
    local: list[str]
    listed: Mapping[str, Sequence[str]]
    margin: float = 0.02


@dataclass
class Units:
    """The numbers of the variables of the units, and what the scores are short of."""

    users: IntArray
    returns: IntArray
    available: IntArray
    province_users: IntArray
    province_returns: IntArray
    province_available: IntArray
    short: list[tuple[int, int]] = field(default_factory=list)


Row = tuple[list[int], list[float], float]


def user_prior(problem: Problem) -> FloatArray:
    """Return the shares of users that would be plausible: sizes, a little damped, within what the score allows."""
    local = np.array([city in problem.local for city in problem.geo.cities[: problem.geo.units]])
    prior = problem.sizes**0.8 * np.where(local, 1.0, 0.6)
    prior = np.minimum(prior, np.where(local, 0.6, 0.9) * problem.city_scores / problem.alpha.users)
    return np.asarray(100.0 * prior / prior.sum())


def add_units(
    lp: LinearProgramme, problem: Problem, city_rows: Sequence[Row], province_rows: Sequence[Row], margin: float = 0.0
) -> Units:
    """Add the variables of the units and the equations of their scores.

    A row has the columns and factors of the offers, and the part of the score that is fixed. The margin, in percent of
    all users, keeps the design away from the bounds on users, for what rounding takes.
    """
    geo, alpha = problem.geo, problem.alpha
    count, provinces = geo.units, len(geo.provinces)
    users, returns, available = (lp.variables(count) for _ in range(3))
    province = [lp.variables(provinces) for _ in range(3)]
    units = Units(users, returns, available, province[0], province[1], province[2])
    prior = user_prior(problem)
    factors = [
        (alpha.users, alpha.returning / (size * back) * 100.0, alpha.failure / (size * up) * 100.0)
        for size, back, up in zip((count, provinces), RETURN_MEANS, AVAILABILITY_MEANS, strict=True)
    ]
    for number, (columns, values, fixed) in enumerate(city_rows):
        city, score = geo.cities[number], problem.city_scores[number]
        is_local = city in problem.local
        own = [users[number], returns[number], available[number]]
        add_score(lp, units, [*columns, *own], [*values, *factors[0]], score - fixed)
        lp.lower[users[number]] = 0.004
        if is_local and margin > 0.0:
            lp.lower[users[number]] = margin + 0.15 * min(prior[number], 0.5 * score / alpha.users)
        lp.near(users[number], prior[number], 1.0 if is_local else 0.05, 0.3)
        rate = 0.10 if is_local else 0.08 if score > 0.15 else 0.05
        lp.lower[returns[number]] = (0.035 if margin > 0.0 else 0.02) if is_local else 0.03 if score > 0.15 else 0.002
        lp.upper[returns[number]] = 0.129 if is_municipality(geo, city) else 0.185 if is_local else 0.14
        if city == DEYANG:
            rate = lp.lower[returns[number]] = lp.upper[returns[number]] = 0.202
        lp.near(returns[number], rate * (0.85 + 0.3 * fraction("return" + city)), 3.0, 0.2)
        lp.lower[available[number]] = 0.95 if score > 0.15 else 0.85 if score > 0.13 else 0.5
        lp.upper[available[number]] = 0.999
        lp.near(available[number], up_time(city), 20.0, 0.01)
        if city != GUANGZHOU:
            lp.row([users[geo.cities.index(GUANGZHOU)], users[number]], [1.0, -1.1], 0.0, np.inf)
    for number, (columns, values, fixed) in enumerate(province_rows):
        add_province(lp, problem, units, number, (columns, values, fixed), factors[1], margin)
    for variables, mean in ((returns, RETURN_MEANS[0]), (available, AVAILABILITY_MEANS[0])):
        lp.total(variables, count * mean, count * mean)
    for variables, mean in ((province[1], RETURN_MEANS[1]), (province[2], AVAILABILITY_MEANS[1])):
        lp.total(variables, provinces * mean, provinces * mean)
    lp.total(users, 100.0, 100.0)
    lp.total(province[0], 100.0 / design.USER_OVERLAP, 100.0 / design.USER_OVERLAP)
    return units


def add_score(lp: LinearProgramme, units: Units, columns: list[int], values: list[float], right: float) -> None:
    """Add the equation of a score, with a highly priced distance from it."""
    above, below = lp.variable(0.0, np.inf, PRICE_OF_SCORE), lp.variable(0.0, np.inf, PRICE_OF_SCORE)
    units.short.append((above, below))
    lp.row([*columns, above, below], [*values, 1.0, -1.0], right, right)


def up_time(code: str) -> float:
    """Return a plausible availability: a failure rate between 0.4 and 3 percent."""
    return 0.996 - 0.026 * fraction("failure" + code)


def is_municipality(geo: Geography, city: str) -> bool:
    """Whether the city is a province of its own."""
    return geo.names[city]["city_type"] == "municipality"


def add_province(
    lp: LinearProgramme,
    problem: Problem,
    units: Units,
    number: int,
    row: Row,
    factors: tuple[float, float, float],
    margin: float,
) -> None:
    """Add the score of a province and what binds its distinct users: max of its cities <= users <= their sum."""
    geo = problem.geo
    code, members = geo.provinces[number], geo.members(geo.provinces[number])
    own = [units.province_users[number], units.province_returns[number], units.province_available[number]]
    scale = [factors[0] * design.USER_OVERLAP, factors[1], factors[2]]
    add_score(lp, units, [*row[0], *own], [*row[1], *scale], problem.province_scores[number] - row[2])
    if len(members) == 1:
        for mine, theirs in zip(own, (units.users, units.returns, units.available), strict=True):
            lp.row([mine, int(theirs[members[0]])], [1.0, -1.0], 0.0, 0.0)
    else:
        others = OTHER_CITY_SHARE * (len(geo.members(code, units_only=False)) - len(members))
        cities = [int(units.users[member]) for member in members]
        reserve = (6.0 if code in design.WIDE_PROVINCES else 2.0) * margin
        lp.row([own[0], *cities], [1.0] + [-0.999] * len(cities), -np.inf, 0.999 * others - reserve)
        for city in cities:
            lp.row([own[0], city], [1.0, -1.001], margin if problem.province_scores[number] > 1.5 else 0.0, np.inf)
        low, high = (
            (0.1305, 0.155)
            if code in RETURN_LEADERS
            else (0.03 if margin > 0.0 else 0.02, 0.129 if code in design.LEADERS else 0.111)
        )
        if code == ZHEJIANG:
            high = 0.155 if margin > 0.0 else 0.159
        if code == NINGXIA:
            low, high = 0.16, 0.17
        low = 0.01 if problem.province_scores[number] < 1.5 else low
        lp.lower[own[1]], lp.upper[own[1]] = low, high
        lp.near(own[1], min(max(0.09 * (0.85 + 0.3 * fraction("return" + code)), low), high), 3.0, 0.2)
        lp.lower[own[2]], lp.upper[own[2]] = 0.94 if problem.province_scores[number] > 1.5 else 0.8, 0.999
        lp.near(own[2], 0.996 if code in (JIANGSU, ZHEJIANG) else up_time(code), 20.0, 0.01)
    if code in design.USER_SHARES:
        price = 30.0 if code in design.PRINTED_USER_SHARES else 1.0
        lp.near(own[0], design.USER_SHARES[code] / design.USER_OVERLAP, price, 0.001)
    ahead = {JIANGSU: GUANGDONG, ZHEJIANG: JIANGSU}.get(code, ZHEJIANG)
    if code not in (GUANGDONG, "430000"):
        if code not in design.LEADERS or code == "210000":
            ahead = SICHUAN
        lp.row([int(units.province_users[geo.provinces.index(ahead)]), own[0]], [1.0, -1.02], 0.0, np.inf)
    elif code == "430000":
        lp.row([int(units.province_users[geo.provinces.index(ZHEJIANG)]), own[0]], [1.0, -1.02], 0.0, np.inf)


@dataclass
class OfferVariables:
    """The numbers of the four variables of each block."""

    columns: dict[str, tuple[int, int, int, int]]

    def row(self, blocks: Sequence[str], factors: Sequence[float]) -> tuple[list[int], list[float]]:
        """Return the columns of some blocks with the factors of the four variables, those with factor 0 left out."""
        pairs = [
            (self.columns[block][place], factor)
            for block in blocks
            for place, factor in enumerate(factors)
            if factor != 0.0
        ]
        return [column for column, _ in pairs], [factor for _, factor in pairs]


COUNT = (1.0, 1.0, 0.0, 0.0)
POINTS = (1.0, 3.0, 0.0, 0.0)


def soft(
    lp: LinearProgramme, columns: Sequence[int], values: Sequence[float], low: float, high: float, price: float = 40.0
) -> None:
    """Add the row low <= values · x[columns] <= high with a priced distance beyond either end."""
    ends = []
    for end, sign in ((low, 1.0), (high, -1.0)):
        if np.isfinite(end):
            ends.append((lp.variable(0.0, np.inf, price), sign))
    lp.row([*columns, *(column for column, _ in ends)], [*values, *(sign for _, sign in ends)], low, high)


def add_offers(lp: LinearProgramme, problem: Problem, totals: Totals, slack: float) -> OfferVariables:
    """Add the numbers of services and key items of each block, and what the text says about them."""
    geo = problem.geo
    blocks = [*design.WIDE_PROVINCES, *(city for city in problem.local if city in geo.cities[: geo.units])]
    offers = OfferVariables({block: (lp.variable(), lp.variable(), lp.variable(), lp.variable()) for block in blocks})
    cover = {block: len(geo.members(block, units_only=False)) if block in geo.provinces else 1 for block in blocks}
    units = {block: len(geo.members(block)) if block in geo.provinces else 1 for block in blocks}
    for block in blocks:
        count = (1.0, 1.0, 0.0, 0.0)
        inside = geo.parent.get(block) in design.WIDE_PROVINCES
        least = len([name for name in problem.listed.get(block, ()) if name in OWN_FIELDS or not inside])
        most = 60.0 if block in geo.provinces else 70.0
        soft(lp, *offers.row([block], count), 0.0 if inside else max(1.0, least), most)
        soft(lp, *offers.row([block], (-ITEMS_PER_SERVICE, -ITEMS_PER_SERVICE, 1.0, 1.0)), -np.inf, 0.5)
        soft(lp, *offers.row([block], (-2.0, 1.0, 0.0, 0.0)), -np.inf, 1.5)
        soft(lp, *offers.row([block], (0.25, -1.0, 0.0, 0.0)), -np.inf, 1.6)
        if block in design.FIXED_COUNTS:
            soft(lp, *offers.row([block], count), design.FIXED_COUNTS[block], design.FIXED_COUNTS[block], 400.0)
    soft(
        lp,
        *offers.row(design_blocks(geo, blocks, GUANGDONG), COUNT),
        design.GUANGDONG_LOCAL,
        design.GUANGDONG_LOCAL,
        400.0,
    )
    own = [block for block in design_blocks(geo, blocks, ZHEJIANG) if block != ZHEJIANG]
    soft(lp, *offers.row(own, COUNT), design.ZHEJIANG_OWN, design.ZHEJIANG_OWN, 400.0)
    pairs = [(column, float(cover[block])) for block in blocks for column in offers.columns[block][:2]]
    columns, values = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    soft(lp, columns, values, design.LOCAL_PAIRS - 1.0, design.LOCAL_PAIRS + 1.0, 20.0)
    sums = (
        (POINTS, totals.value, NATIONAL_POINTS),
        ((0.0, 0.0, 1.0, 0.0), totals.first_class, 0.0),
        ((0.0, 0.0, 0.0, 1.0), totals.second_class, 0.0),
    )
    for factors, (city_total, province_total), national in sums:
        for weights, total, size in ((units, city_total, geo.units), (None, province_total, len(geo.provinces))):
            columns, values = [], []
            for block in blocks:
                part = offers.row([block], factors)
                columns += part[0]
                values += [value * (weights[block] if weights else 1) for value in part[1]]
            local = total - national * size
            soft(lp, columns, values, (1.0 - slack) * local, (1.0 + slack) * local)
    add_leads(lp, problem, offers, totals)
    return offers


OWN_FIELDS = ("housing_fund", "public_transport")


def design_blocks(geo: Geography, blocks: Sequence[str], province: str) -> list[str]:
    """Return the blocks of a province."""
    return [block for block in blocks if block == province or geo.parent.get(block) == province]


def add_leads(lp: LinearProgramme, problem: Problem, offers: OfferVariables, totals: Totals) -> None:
    """Shenzhen leads the cities in value and richness, Guangdong the provinces in richness, Beijing in mean value."""
    geo, blocks = problem.geo, list(offers.columns)
    rich = problem.alpha.classes
    for grain in (0, 1):
        weights = (0.0, 0.0, 100.0 * rich[0] / totals.first_class[grain], 100.0 * rich[1] / totals.second_class[grain])
        first = (SHENZHEN, GUANGDONG)[grain]
        for unit in problem.local if grain == 0 else geo.provinces:
            if unit == first or unit not in geo.cities[: geo.units] + geo.provinces:
                continue
            found = design.blocks_of_city if grain == 0 else design.blocks_of_province
            for factors, margin in ((weights, 0.12 * grain + 0.03), (POINTS, 3.0))[: 2 - grain]:
                plus = offers.row(found(geo, offers.columns, first), factors)
                minus = offers.row(found(geo, offers.columns, unit), [-value for value in factors])
                soft(lp, plus[0] + minus[0], plus[1] + minus[1], margin, np.inf)
    for province in geo.provinces:
        own = design_blocks(geo, blocks, province)
        mean = 2.05 if province == BEIJING else 1.93
        row = offers.row(own, (1.0 - mean, 3.0 - mean, 0.0, 0.0))
        least = mean * design.NATIONAL_SERVICES - NATIONAL_POINTS
        if own:
            soft(lp, *row, least if province == BEIJING else -np.inf, np.inf if province == BEIJING else least, 2.0)
        if own and province not in design.LEADERS:
            soft(lp, *offers.row(own, POINTS), -np.inf, 40.0)


def solve_design(problem: Problem, totals: Totals, slack: float, fixed: Mapping[int, float]) -> dict[str, FloatArray]:
    """Solve the first programme; `fixed` has offer variables that are rounded already, by position."""
    geo, alpha = problem.geo, problem.alpha
    lp = LinearProgramme()
    offers = add_offers(lp, problem, totals, slack)
    rows: list[list[Row]] = [[], []]
    for grain in (0, 1):
        factors = [100.0 * alpha.value / totals.value[grain] * points for points in POINTS[:2]]
        factors += [100.0 * alpha.classes[0] / totals.first_class[grain]]
        factors += [100.0 * alpha.classes[1] / totals.second_class[grain]]
        for number, unit in enumerate(geo.provinces if grain else geo.cities[: geo.units]):
            found = design.blocks_of_province if grain else design.blocks_of_city
            part = offers.row(found(geo, offers.columns, unit), factors)
            base = 100.0 * alpha.value * NATIONAL_POINTS / totals.value[grain] + totals.quality[grain][number]
            rows[grain].append((*part, float(base)))
    add_units(lp, problem, rows[0], rows[1], problem.margin)
    for column, value in fixed.items():
        lp.lower[column] = lp.upper[column] = value
    solution = lp.solve()
    return {block: solution[list(columns)] for block, columns in offers.columns.items()} | {
        "": np.array([float(np.dot(solution, lp.cost))])
    }
