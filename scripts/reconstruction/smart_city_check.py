"""Forward calculation of the smart-city scores from the raw tables alone, and the residual of every printed figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from constraints import Constraint
from linear_programme import FloatArray
from smart_city_design import GUANGDONG_LOCAL, KEY_ITEMS, LEADERS, Alpha, Geography

Table = dict[str, np.ndarray]
PERIOD = "2015"
ON_TOP = 0.5  # tolerance of a constraint that is met or not


@dataclass
class Measures:
    """The measures of the units of one grain."""

    codes: list[str]
    services: FloatArray
    local: FloatArray
    value: FloatArray
    quality: FloatArray
    users: FloatArray
    returning: FloatArray
    available: FloatArray
    rich: FloatArray

    def scores(self, alpha: Alpha) -> FloatArray:
        """Return the scores of the units."""
        parts = [
            alpha.value * shares(self.value),
            alpha.quality * shares(self.quality) @ alpha.quality_items,
            alpha.users * shares(self.users),
            alpha.returning * shares(self.returning),
            alpha.failure * shares(self.available),
            alpha.richness * shares(self.rich) @ alpha.key_items,
        ]
        return np.asarray(sum(parts))

    def leader(self, values: FloatArray) -> str:
        """Return the unit with the highest value."""
        return self.codes[int(np.argmax(values))]


def shares(values: FloatArray) -> FloatArray:
    """Return the percentages of the totals of the columns."""
    return np.asarray(100.0 * values / values.sum(axis=0))


def measures(tables: Mapping[str, Table], codes: Sequence[str], parent: Mapping[str, str], period: str) -> Measures:
    """Return the measures of cities, or of provinces where the codes are provinces."""
    place = {code: number for number, code in enumerate(codes)}
    listing = tables["tencent__services"]
    services = {code: number for number, code in enumerate(listing["service_code"])}
    offered = np.zeros((len(codes), len(services)))
    areas = tables["tencent__service_areas"]
    for row_period, code, area in zip(areas["period_code"], areas["service_code"], areas["area_code"], strict=True):
        unit = area if area in place else parent[area]
        if row_period == period and unit in place:
            offered[place[unit], services[code]] = 1.0
    passed, keys = np.zeros((len(services), KEY_ITEMS)), np.zeros((len(services), KEY_ITEMS))
    quality, items = tables["tencent__service_quality_items"], tables["tencent__service_key_items"]
    for code, item, value in zip(quality["service_code"], quality["item_number"], quality["passed"], strict=True):
        passed[services[code], item - 1] = value
    for code, item in zip(items["service_code"], items["item_number"], strict=True):
        keys[services[code], item - 1] += 1.0
    points = np.where(listing["action"] == "transaction", 3.0, 1.0)
    extract = tables["tencent__unit_users"]
    rows = np.zeros(len(codes), dtype=np.int64)
    for number, (row_period, area) in enumerate(zip(extract["period_code"], extract["area_code"], strict=True)):
        if row_period == period and area in place:
            rows[place[area]] = number
    count = offered.sum(axis=1)
    return Measures(
        list(codes),
        count,
        offered @ (listing["coverage"] != "nation").astype(np.float64),
        offered @ points,
        offered @ passed / count[:, None],
        extract["monthly_users"][rows].astype(np.float64),
        extract["returning_users"][rows] / extract["users_month_before"][rows],
        1.0 - extract["failure_hours"][rows] / extract["service_hours"][rows],
        offered @ keys,
    )


def check(
    tables: Mapping[str, Table],
    geo: Geography,
    alpha: Alpha,
    targets: tuple[Mapping[str, float], Mapping[str, float]],
    lists: Mapping[str, Sequence[str]],
) -> list[Constraint]:
    """Return all constraints, the important ones first."""
    cities = measures(tables, geo.cities[: geo.units], geo.parent, PERIOD)
    provinces = measures(tables, geo.provinces, geo.parent, PERIOD)
    city_scores, province_scores = cities.scores(alpha), provinces.scores(alpha)
    found = [
        Constraint(f"smart city score {code}", targets[0][code], float(score), 1e-6)
        for code, score in zip(cities.codes, city_scores, strict=True)
    ]
    found += [
        Constraint(f"provincial smart city score {code}", targets[1][code], float(score), 0.002)
        for code, score in zip(provinces.codes, province_scores, strict=True)
    ]
    inside = [number for number, code in enumerate(cities.codes) if geo.parent[code] == "440000"]
    found.append(Constraint("sum of the cities of Guangdong", 16.77, float(city_scores[inside].sum()), 0.005))
    found += user_bounds(tables, geo, provinces)
    found += leaders(cities, provinces, alpha)
    return found + usage(tables, geo, lists)


def user_bounds(tables: Mapping[str, Table], geo: Geography, provinces: Measures) -> list[Constraint]:
    """Check max of the cities <= province <= sum of the cities, over 363 cities."""
    extract = tables["tencent__unit_users"]
    users = {
        area: int(number)
        for period, area, number in zip(
            extract["period_code"], extract["area_code"], extract["monthly_users"], strict=True
        )
        if period == PERIOD
    }
    found = []
    for code, number in zip(provinces.codes, provinces.users, strict=True):
        own = [users[city] for city in geo.cities if geo.parent[city] == code]
        nearest = min(max(float(number), float(max(own))), float(sum(own)))
        found.append(Constraint(f"users within the bounds of the cities {code}", nearest, float(number), 1.0))
    return found


def is_true(name: str, holds: bool) -> Constraint:
    """Return a constraint that holds or does not."""
    return Constraint(name, 1.0, float(holds), ON_TOP)


def leaders(cities: Measures, provinces: Measures, alpha: Alpha) -> list[Constraint]:
    """Check who leads in what, and the numbers of services that the text gives."""
    city_rich = shares(cities.rich) @ alpha.key_items
    province_rich = shares(provinces.rich) @ alpha.key_items
    quality = provinces.quality @ alpha.quality_items
    by_users = [provinces.codes[number] for number in np.argsort(-provinces.users)]
    found = [
        is_true("Shenzhen first in service value", cities.leader(cities.value) == "440300"),
        is_true("Shenzhen first in richness", cities.leader(city_rich) == "440300"),
        is_true("Guangzhou first in users", cities.leader(cities.users) == "440100"),
        is_true("Deyang first in return rate", cities.leader(cities.returning) == "510600"),
        Constraint("return rate of Deyang", 0.202, float(cities.returning.max()), 0.0005),
        is_true("Guangdong first in richness", provinces.leader(province_rich) == "440000"),
        is_true("Guangdong, Jiangsu, Zhejiang first in users", by_users[:3] == ["440000", "320000", "330000"]),
        is_true("Beijing first in mean value", provinces.leader(provinces.value / provinces.services) == "110000"),
        is_true("Shanghai first in quality", provinces.leader(quality) == "310000"),
        is_true("Ningxia first in return rate", provinces.leader(provinces.returning) == "640000"),
        Constraint("cities with local services", 92.0, float((cities.local > 0).sum()) + 6.0, 0.0),
    ]
    columns = {
        "service value": provinces.value,
        "quality": quality,
        "users": provinces.users,
        "return rate": provinces.returning,
        "richness": province_rich,
    }
    top: set[str] = set()
    for name, values in columns.items():
        five = {provinces.codes[number] for number in np.argsort(-values)[:5]}
        top |= five
        found.append(is_true(f"top five in {name} among the thirteen provinces", five <= set(LEADERS)))
    found.append(Constraint("provinces in the top fives", 13.0, float(len(top)), 0.0))
    counts = {"510600": 17.0, "370200": 22.0}
    for code, wanted in counts.items():
        found.append(Constraint(f"services {code}", wanted, float(cities.services[cities.codes.index(code)]), 0.0))
    guangdong, zhejiang = (provinces.codes.index(code) for code in ("440000", "330000"))
    found.append(Constraint("services of Guangdong", GUANGDONG_LOCAL + 8.0, float(provinces.services[guangdong]), 0.0))
    found.append(Constraint("local services of Zhejiang", 20.0, float(provinces.local[zhejiang]), 0.0))
    return found


def usage(tables: Mapping[str, Table], geo: Geography, lists: Mapping[str, Sequence[str]]) -> list[Constraint]:
    """Check the top tens by field, and the shares and return rates by type, coverage and field."""
    table, listing = tables["tencent__service_usage"], tables["tencent__services"]
    number = {code: place for place, code in enumerate(listing["service_code"])}
    now = table["period_code"] == PERIOD
    rows = np.array([number[code] for code in table["service_code"][now]])
    area, users, back = (table[name][now] for name in ("area_code", "monthly_users", "returning_users"))
    fields, kinds = listing["field_code"][rows], listing["service_type"][rows]
    local = listing["coverage"][rows] != "nation"
    found: list[Constraint] = []
    for name, cities in lists.items():
        inside = fields == name
        sums = {city: int(users[inside & (area == city)].sum()) for city in sorted(set(area[inside].tolist()))}
        order = sorted(sums, key=lambda city: -sums[city])[:10]
        found.append(is_true(f"top ten by users {name}", order == list(cities)))

    def share(mask: np.ndarray) -> float:
        return 100.0 * float(users[mask].sum()) / float(users.sum())

    def rate(mask: np.ndarray) -> float:
        return 100.0 * float(back[mask].sum()) / float(users[mask].sum())

    for name, wanted in (("life", 34.54), ("government", 26.71), ("vehicle", 22.33), ("travel", 16.42)):
        found.append(Constraint(f"share of users {name} services", wanted, share(kinds == name), 0.005))
    mean_local, mean_national = (float(users[mask].sum()) / int(mask.sum()) for mask in (local, ~local))
    by_field = sorted((share(fields == name) for name in sorted(set(fields[local].tolist()))), reverse=True)
    weather = (fields == "weather") | (fields == "heat_map")
    nine = [*lists, "tax"]
    deyang, yinchuan = area == "510600", area == "640100"
    found += [
        Constraint("share of users local services", 61.60, share(local), 0.005),
        Constraint("users per local service over national", 2.36, mean_local / mean_national, 0.005),
        Constraint("return rate local services", 11.00, rate(local), 0.005),
        Constraint("return rate vehicle services", 11.0, rate(kinds == "vehicle"), 0.05),
        Constraint("return rate government services", 9.9, rate(kinds == "government"), 0.05),
        Constraint("share of users traffic and vehicles", 15.0, share(fields == "traffic_vehicle"), 0.05),
        Constraint("share of users heat map and weather", 19.37, share(weather), 0.005),
        Constraint("share of users ten largest fields with local services", 66.1, sum(by_field[:10]), 0.05),
        Constraint("share of users nine named fields", 60.0, share(np.isin(fields, nine)), 3.0),
        Constraint("return rate social security", 14.8, rate(fields == "social_security"), 0.05),
        Constraint("return rate housing fund", 14.0, rate(fields == "housing_fund"), 0.05),
        Constraint("Deyang: share of local services", 85.9, 100 * share(deyang & local) / share(deyang), 0.05),
        Constraint("Deyang: return rate housing fund", 26.4, rate(deyang & (fields == "housing_fund")), 0.05),
        Constraint("Deyang: return rate social security", 20.6, rate(deyang & (fields == "social_security")), 0.05),
        Constraint("Ningxia: return rate housing fund", 26.6, rate(yinchuan & (fields == "housing_fund")), 0.05),
        Constraint("Ningxia: return rate medical", 12.3, rate(yinchuan & (fields == "medical")), 0.05),
    ]
    return found
