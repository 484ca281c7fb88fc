"""The extracts of cities and provinces: users, returning users and failures that return the scores exactly.

With the catalogue fixed, value, quality and richness of all units are counted, and a second linear programme finds
users, return rates and availabilities. They become whole numbers in this order: failures (hours with 2 decimals) and
returning users are rounded, their shares recomputed, and the users of a city then follow from its score,

    users_c = U / 100 * [ score_c - sum of the other contributions ] / a_users,

with U users in all cities together, so that rounding a user moves a score by 100 a_users / U = 3e-7. Provinces with
several cities do the same with the distinct users of provinces; a municipality has one record at both grains.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import smart_city_design as design
import smart_city_programme as programme
from linear_programme import FloatArray, LinearProgramme
from smart_city_catalogue import Service, covered_areas
from smart_city_design import KEY_ITEMS, Alpha, Geography, fraction
from smart_city_programme import Problem, Row

ALL_USERS = 81_000_000
HOURS_PER_SERVICE = 730.0


@dataclass
class UnitRecords:
    """The extract of units in one period: codes and five numbers each."""

    codes: list[str]
    users: FloatArray
    before: FloatArray
    returning: FloatArray
    failure: FloatArray
    service: FloatArray


def offers_of_units(geo: Geography, services: Sequence[Service], codes: Sequence[str]) -> list[list[Service]]:
    """Return the distinct services of each unit: those that cover any of its cities."""
    by_city: dict[str, list[Service]] = {city: [] for city in geo.cities}
    for service in services:
        for city in covered_areas(geo, service):
            by_city[city].append(service)
    found = []
    for code in codes:
        cities = [code] if code in by_city else [city for city in geo.cities if geo.parent[city] == code]
        distinct = {service.code: service for city in cities for service in by_city[city]}
        found.append(list(distinct.values()))
    return found


def shares(values: FloatArray) -> FloatArray:
    """Return the percentages of the total."""
    return np.asarray(100.0 * values / values.sum(axis=0))


def offer_score(alpha: Alpha, offers: Sequence[Sequence[Service]]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the contributions of service value, quality and richness of the units."""
    value = np.array([float(sum(one.points for one in own)) for own in offers])
    items = range(1, KEY_ITEMS + 1)
    quality = np.array([[sum(item in one.passed for one in own) / len(own) for item in items] for own in offers])
    rich = np.array([[float(sum(item in one.key_items for one in own)) for item in items] for own in offers])
    return (
        alpha.value * shares(value),
        alpha.quality * shares(quality) @ alpha.quality_items,
        alpha.richness * shares(rich) @ alpha.key_items,
    )


def use_score(alpha: Alpha, records: UnitRecords) -> FloatArray:
    """Return the contributions of return rate and availability of the units."""
    back = alpha.returning * shares(records.returning / records.before)
    return np.asarray(back + alpha.failure * shares(1.0 - records.failure / records.service))


def solve_units(problem: Problem, fixed: Sequence[FloatArray]) -> tuple[list[FloatArray], list[FloatArray], float]:
    """Return users (shares of all city users in percent), return rates and availabilities at both grains.

    The third part is what the scores are short of within all bounds; 0 where the catalogue fits.
    """
    lp = LinearProgramme()
    rows: list[list[Row]] = [[([], [], float(value)) for value in grain] for grain in fixed]
    units = programme.add_units(lp, problem, rows[0], rows[1])
    found = lp.solve()
    return (
        [found[units.users], found[units.returns], found[units.available]],
        [found[units.province_users], found[units.province_returns], found[units.province_available]],
        float(sum(found[above] + found[below] for above, below in units.short)),
    )


def finest(start: float, rate: float) -> float:
    """Return the denominator, at most one percent above the start, with which whole numbers come closest to a rate."""
    candidates = start + np.arange(max(2.0, min(500.0, 0.01 * start)))
    return float(candidates[np.argmin(np.abs(np.round(rate * candidates) / candidates - rate))])


def whole_records(
    codes: Sequence[str], numbers: Sequence[FloatArray], offers: Sequence[Sequence[Service]]
) -> UnitRecords:
    """Return whole numbers of users and hours close to the solution."""
    users = np.maximum(np.round(numbers[0] * ALL_USERS / 100.0), 1.0)
    start = np.round(users * np.array([0.90 + 0.08 * fraction("before" + code) for code in codes]))
    before = np.array([finest(float(m), float(rate)) for m, rate in zip(start, numbers[1], strict=True)])
    service = HOURS_PER_SERVICE * np.array([float(len(own)) for own in offers])
    failure = np.round((1.0 - numbers[2]) * service, 2)
    return UnitRecords(list(codes), users, before, np.round(numbers[1] * before), failure, service)


def exact_users(alpha: Alpha, records: UnitRecords, rest: FloatArray, scores: FloatArray, total: float) -> FloatArray:
    """Return the whole numbers of users that the scores leave."""
    return np.asarray(np.round((scores - rest - use_score(alpha, records)) / alpha.users * total / 100.0))


def unit_records(problem: Problem, services: Sequence[Service]) -> tuple[UnitRecords, UnitRecords, float]:
    """Return the extracts of the 351 cities and of the 31 provinces that return the scores, and what they overstep."""
    geo, alpha = problem.geo, problem.alpha
    city_offers = offers_of_units(geo, services, geo.cities[: geo.units])
    province_offers = offers_of_units(geo, services, geo.provinces)
    rest = [sum(offer_score(alpha, offers), np.zeros(1)) for offers in (city_offers, province_offers)]
    city_numbers, province_numbers, short = solve_units(problem, rest)
    cities = whole_records(geo.cities[: geo.units], city_numbers, city_offers)
    cities.users = exact_users(alpha, cities, rest[0], problem.city_scores, ALL_USERS)
    provinces = whole_records(geo.provinces, province_numbers, province_offers)
    total = ALL_USERS / design.USER_OVERLAP
    single = [
        (number, geo.members(code)[0]) for number, code in enumerate(geo.provinces) if len(geo.members(code)) == 1
    ]
    for number, city in single:
        for name in ("before", "returning", "failure", "service"):
            getattr(provinces, name)[number] = getattr(cities, name)[city]
    provinces.users = exact_users(alpha, provinces, rest[1], problem.province_scores, total)
    for number, city in single:
        provinces.users[number] = cities.users[city]
    return cities, provinces, short


def other_cities(geo: Geography, services: Sequence[Service]) -> UnitRecords:
    """Return the extract of the twelve cities of the platform that are no units of the index."""
    codes = geo.cities[geo.units :]
    users = [programme.OTHER_CITY_SHARE * (1.0 + 0.2 * fraction("other" + code)) for code in codes]
    numbers = [np.array(users), np.full(len(codes), 0.08), np.full(len(codes), 0.981)]
    return whole_records(codes, numbers, offers_of_units(geo, services, codes))


def growth(geo: Geography, code: str) -> float:
    """Return the factor by which the users of a city grew from 2014 to 2015: more outside first tier and capitals."""
    area = geo.names[code]
    slow = area["is_first_tier"] == "true" or area["city_type"] in ("municipality", "provincial_capital")
    return (1.7 if slow else 2.1) + 0.6 * fraction("growth" + code)


def year_before(geo: Geography, cities: UnitRecords, provinces: UnitRecords) -> tuple[UnitRecords, UnitRecords]:
    """Return the extracts of 2014: fewer users, lower return rates, more failures."""
    factor = {code: 1.0 / growth(geo, code) for code in cities.codes}
    users = dict(zip(cities.codes, cities.users.tolist(), strict=True))
    for code in provinces.codes:
        members = [city for city in cities.codes if geo.parent[city] == code]
        factor[code] = sum(users[city] * factor[city] for city in members) / sum(users[city] for city in members)

    def earlier(records: UnitRecords) -> UnitRecords:
        scale = np.array([factor[code] for code in records.codes])
        most = np.maximum(np.round(records.users * scale), 1.0)
        before = np.maximum(np.round(records.before * scale * 0.97), 1.0)
        returning = np.minimum(np.round(before * 0.93 * records.returning / records.before), before)
        failure = np.asarray(np.round(np.minimum(records.failure * 1.15, 0.6 * records.service), 2), dtype=np.float64)
        return replace(records, users=most, before=before, returning=returning, failure=failure)

    return earlier(cities), earlier(provinces)


def both(first: UnitRecords, second: UnitRecords) -> UnitRecords:
    """Put two extracts together."""
    names = ("users", "before", "returning", "failure", "service")
    joined = [np.concatenate([getattr(first, name), getattr(second, name)]) for name in names]
    return UnitRecords(first.codes + second.codes, *joined)
