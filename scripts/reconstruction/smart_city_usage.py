"""Raw records of the smart-city sub-index: the catalogue of services, their usage, and the users of every unit.

The design of the offers and their whole numbers come first, the catalogue and the extracts of units from them, the
usage of single services last; nothing later changes what came before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import published
import smart_city_catalogue as catalogue
import smart_city_design as design
import smart_city_programme as programme
import smart_city_rounding as rounding
import smart_city_service_usage as service_usage
from constraints import Constraint
from smart_city_catalogue import Service, covered_areas
from smart_city_check import check
from smart_city_design import KEY_ITEMS, USER_LISTS, Geography
from smart_city_programme import Problem
from smart_city_units import UnitRecords, both, growth, other_cities, unit_records, year_before

Table = dict[str, np.ndarray]
PERIODS = ("2014", "2015")
MARGINS = (0.02, 0.03, 0.015, 0.04)
FITS = 1e-6


@dataclass(frozen=True)
class SmartCityTargets:
    """Scores to return, by area code, and sizes of cities (their infrastructure scores) to guess users from."""

    city: Mapping[str, float]
    province: Mapping[str, float]
    size: Mapping[str, float]


def column(values: Sequence[str]) -> np.ndarray:
    """Return texts as an array of objects."""
    return np.array(list(values), dtype=object)


def catalogue_tables(geo: Geography, services: Sequence[Service]) -> dict[str, Table]:
    """Return the tables of services, their items and their areas."""
    province = [geo.parent.get(one.block, one.block) if one.block != "100000" else "" for one in services]
    city = [one.block if one.block in geo.parent else "" for one in services]
    kind = ["nation" if not p else "city" if c else "province" for p, c in zip(province, city, strict=True)]
    items = [(one.code, item, int(item in one.passed)) for one in services for item in range(1, KEY_ITEMS + 1)]
    keys = [(one.code, item) for one in services for item in sorted(one.key_items)]
    areas = [
        (period, one.code, area)
        for period in PERIODS
        for one in services
        if period == PERIODS[1] or one.since_2014
        for area in covered_areas(geo, one)
    ]
    getters: list[tuple[str, Callable[[Service], str]]] = [
        ("service_code", lambda one: one.code),
        ("name_zh", lambda one: one.name_zh),
        ("name_en", lambda one: one.name_en),
        ("field_code", lambda one: one.field_code),
        ("service_type", lambda one: one.service_type),
        ("action", lambda one: one.action),
    ]
    listing = {name: column([get(one) for one in services]) for name, get in getters}
    listing |= {"coverage": column(kind), "province_code": column(province), "city_code": column(city)}
    return {
        "tencent__services": listing,
        "tencent__service_quality_items": {
            "service_code": column([row[0] for row in items]),
            "item_number": np.array([row[1] for row in items], dtype=np.int64),
            "passed": np.array([row[2] for row in items], dtype=np.int64),
        },
        "tencent__service_key_items": {
            "service_code": column([row[0] for row in keys]),
            "item_number": np.array([row[1] for row in keys], dtype=np.int64),
        },
        "tencent__service_areas": {
            name: column([row[place] for row in areas])
            for place, name in enumerate(("period_code", "service_code", "area_code"))
        },
    }


def usage_table(
    geo: Geography, services: Sequence[Service], users: Mapping[str, float], lists: Mapping[str, Sequence[str]]
) -> Table:
    """Return the usage of services in both periods; in 2014 those of the time, less each city's growth."""
    found = service_usage.monthly_users(geo, services, users, lists)
    back = service_usage.returning_users(found, services)
    old = {one.code for one in services if one.since_2014}
    rows: list[tuple[str, str, str, int, int]] = []
    for period in PERIODS:
        for (code, city), number in sorted(found.items()):
            if period == PERIODS[1]:
                rows.append((period, code, city, number, back[code, city]))
            elif code in old:
                less = round(number / growth(geo, city))
                rows.append((period, code, city, less, min(less, round(0.93 * back[code, city] / growth(geo, city)))))
    table = {
        name: column([str(row[place]) for row in rows])
        for place, name in enumerate(("period_code", "service_code", "area_code"))
    }
    table["monthly_users"] = np.array([row[3] for row in rows], dtype=np.int64)
    table["returning_users"] = np.array([row[4] for row in rows], dtype=np.int64)
    return table


def unit_table(parts: Sequence[tuple[str, UnitRecords]]) -> Table:
    """Return the extract of units from its parts."""
    table = {
        "period_code": column([period for period, records in parts for _ in records.codes]),
        "area_code": column([code for _, records in parts for code in records.codes]),
    }
    names = {"users": "monthly_users", "before": "users_month_before", "returning": "returning_users"}
    for name, title in names.items():
        table[title] = np.concatenate([getattr(records, name) for _, records in parts]).astype(np.int64)
    table["failure_hours"] = np.concatenate([records.failure for _, records in parts])
    table["service_hours"] = np.concatenate([records.service for _, records in parts])
    return table


def best_offer(problem: Problem) -> tuple[list[Service], UnitRecords, UnitRecords]:
    """Try margins until the users keep all bounds; otherwise take what oversteps them least."""
    weights = problem.alpha.key_items.tolist()
    best: tuple[float, list[Service], UnitRecords, UnitRecords] | None = None
    for margin in MARGINS:
        offers = rounding.find_offers(replace(problem, margin=margin))
        services = catalogue.build(problem.geo, offers, problem.listed, weights, programme.NATIONAL_LEVEL)
        cities, provinces, short = unit_records(problem, services)
        if best is None or short < best[0]:
            best = (short, services, cities, provinces)
        if short < FITS:
            break
    if best is None:
        raise ValueError("no margin to try")
    return best[1:]


def records(
    targets: SmartCityTargets, alpha: Mapping[tuple[str, str], float], seeds: Path
) -> tuple[dict[str, Table], list[Constraint]]:
    """Return the raw tables of the smart-city sub-index and what they meet.

    `alpha` maps (parent, node) to the weight of the node inside the group.
    """
    geo = design.geography(seeds)
    listed = design.listed_fields(seeds)
    units = geo.cities[: geo.units]
    scores = np.array([targets.city[city] for city in units])
    problem = Problem(
        geo,
        scores,
        np.array([targets.province[province] for province in geo.provinces]),
        np.array([targets.size[city] for city in units]),
        design.read_alpha(alpha),
        design.local_cities(geo, scores, listed),
        listed,
    )
    services, cities, provinces = best_offer(problem)
    everyone = both(cities, other_cities(geo, services))
    cities_2014, provinces_2014 = year_before(geo, everyone, provinces)
    lists = {name: published.printed_ranks(seeds, f"{name}_users_top_10") for name in USER_LISTS}
    tables = catalogue_tables(geo, services)
    users = dict(zip(everyone.codes, everyone.users.tolist(), strict=True))
    tables["tencent__service_usage"] = usage_table(geo, services, users, lists)
    parts = [("2014", cities_2014), ("2014", provinces_2014), ("2015", everyone), ("2015", provinces)]
    tables["tencent__unit_users"] = unit_table(parts)
    return tables, check(tables, geo, problem.alpha, (targets.city, targets.province), lists)
