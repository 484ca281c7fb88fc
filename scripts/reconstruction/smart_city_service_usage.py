"""Monthly and returning users of every service in every city that it covers.

The users of a field are a printed or plausible share of the sum of all users. A nation-wide service is used in
proportion to the users of a city. In a field with a printed top ten the ten cities form a falling ladder: bottom and
top of the ladder are the smallest and largest falling numbers with at most 95 % of a city's users in each service, and
the position in between is chosen so that the field gets its share; other cities stay below the tenth.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from linear_programme import FloatArray
from smart_city_catalogue import FIELDS, NATIONAL, Service, covered_areas
from smart_city_design import Geography, fraction

USES_PER_USER = 2.62
NATIONAL_SHARES = (6.0, 7.0, 0.5, 0.53, 6.37, 3.0, 3.0, 12.0)
LOCAL_SHARES = {
    "traffic_vehicle": 15.0,
    "expressway": 1.33,
    "travel": 2.9,
    "public_transport": 1.52,
    "exit_entry": 6.6,
    "social_security": 6.6,
    "tax": 3.85,
    "housing_fund": 2.7,
    "judicial": 2.93,
    "household_public_security": 3.0,
    "medical": 7.4,
    "living_payments": 3.12,
    "culture_life": 2.35,
    "education": 2.30,
}
# Rates that give 11.0 % for vehicle and 9.9 % for government services, 11.00 % for local services.
RETURN_RATES = {"social_security": 0.148, "housing_fund": 0.14, "medical": 0.13, "public_transport": 0.14}
RETURN_RATES |= {"expressway": 0.125, "fuel_card": 0.075, "weather": 0.09, "heat_map": 0.05}
PRINTED_RETURN_RATES = {
    ("510600", "housing_fund"): 0.264,
    ("510600", "social_security"): 0.206,
    ("640100", "housing_fund"): 0.266,
    ("640100", "medical"): 0.123,
}
DEYANG, DEYANG_LOCAL = "510600", 0.859
STEP = 1.03


def ladder(caps: Sequence[float], position: float) -> FloatArray:
    """Return falling numbers between the lowest and the highest ladder below the caps."""
    count = len(caps)
    last = min(0.5 * caps[-1], min(0.9 * cap / STEP ** (count - 1 - place) for place, cap in enumerate(caps)))
    low = np.array([last * STEP ** (count - 1 - place) for place in range(count)])
    high = np.array([0.95 * cap for cap in caps])
    for place in range(1, count):
        high[place] = min(high[place], high[place - 1] / STEP)
    return np.asarray(low + position * np.maximum(high - low, 0.0))


def field_users(
    wanted: float, numbers: Mapping[str, int], users: Mapping[str, float], printed: Sequence[str], name: str
) -> dict[str, float]:
    """Return the users of a field by city; `numbers` has its services by city."""
    weight = {city: users[city] * count**0.5 * (0.7 + 0.6 * fraction(name + city)) for city, count in numbers.items()}
    cap = {city: users[city] * count for city, count in numbers.items()}
    rest = [city for city in numbers if city not in printed]
    listed = [city for city in printed if city in numbers]

    def at(position: float) -> dict[str, float]:
        steps = ladder([cap[city] for city in listed], position) if listed else np.zeros(0)
        most = 0.97 * float(steps[-1]) if listed else np.inf
        scale = 3.0 * position
        others = {city: min(weight[city] * scale, 0.95 * cap[city], most) for city in rest}
        return dict(zip(listed, steps.tolist(), strict=True)) | others

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (middle, high) if sum(at(middle).values()) < wanted else (low, middle)
    return at(high)


def split(total: float, services: Sequence[str], cap: float) -> list[float]:
    """Split the users of a field in a city among its services, uneven, each at most the cap."""
    weights = np.array([0.6 + fraction("use of " + code) for code in services])
    parts = total * weights / weights.sum()
    full = np.zeros(len(parts), dtype=bool)
    while (parts > cap).any() and not full.all():
        full |= parts > cap
        rest = (total - cap * full.sum()) / max(weights[~full].sum(), 1e-9)
        parts = np.where(full, cap, weights * rest)
    return [float(part) for part in np.minimum(parts, cap)]


def monthly_users(
    geo: Geography, services: Sequence[Service], users: Mapping[str, float], listed: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], int]:
    """Return the users by service and city; `listed` has the printed cities of a field in order."""
    whole = USES_PER_USER * sum(users.values())
    found: dict[tuple[str, str], int] = {}
    by_field: dict[str, dict[str, list[str]]] = {name: {} for name in FIELDS}
    for service in services[len(NATIONAL) :]:
        for city in covered_areas(geo, service):
            by_field[service.field_code].setdefault(city, []).append(service.code)
    for name, cities in by_field.items():
        numbers = {city: len(codes) for city, codes in cities.items()}
        amounts = field_users(whole * LOCAL_SHARES[name] / 100.0, numbers, users, listed.get(name, ()), name)
        for city, codes in cities.items():
            for code, part in zip(codes, split(amounts[city], codes, 0.96 * users[city]), strict=True):
                found[code, city] = round(part)
    local = sum(number for (_, city), number in found.items() if city == DEYANG)
    weight = dict(users)
    national = USES_PER_USER * sum(NATIONAL_SHARES) / 100.0
    # its weight w is also a part of the total: wanted = national * everyone * w / (everyone - users of Deyang + w)
    wanted, everyone = local * (1.0 / DEYANG_LOCAL - 1.0), sum(users.values())
    weight[DEYANG] = min(users[DEYANG], wanted * (everyone - users[DEYANG]) / (national * everyone - wanted))
    total = sum(weight.values())
    for service, share in zip(services[: len(NATIONAL)], NATIONAL_SHARES, strict=True):
        for city in sorted(geo.cities):
            found[service.code, city] = round(whole * share / 100.0 * weight[city] / total)
    return found


def mean_rates(found: Mapping[tuple[str, str], int], services: Sequence[Service]) -> dict[str, float]:
    """Return the return rate of each field, the open ones such that types and local services meet the text."""
    type_of = {one.field_code: one.service_type for one in services}
    nationwide = {one.code for one in services if one.block == "100000"}
    field_of = {one.code: one.field_code for one in services}
    sums: dict[tuple[str, bool], float] = {}
    for (code, _), number in found.items():
        key = (field_of[code], code in nationwide)
        sums[key] = sums.get(key, 0.0) + number
    rates = dict(RETURN_RATES)

    def fill(keys: list[tuple[str, bool]], target: float) -> None:
        known = sum(sums[key] * rates[key[0]] for key in keys if key[0] in rates)
        open_keys = [key for key in keys if key[0] not in rates]
        rate = (target * sum(sums[key] for key in keys) - known) / sum(sums[key] for key in open_keys)
        rates.update(dict.fromkeys([key[0] for key in open_keys], rate))

    fill([key for key in sums if type_of[key[0]] == "vehicle"], 0.110)
    fill([key for key in sums if type_of[key[0]] == "government"], 0.099)
    fill([key for key in sums if not key[1]], 0.1100)
    return rates


def returning_users(found: Mapping[tuple[str, str], int], services: Sequence[Service]) -> dict[tuple[str, str], int]:
    """Return the returning users by service and city: the field's mean with a spread, printed rates as printed."""
    rates = mean_rates(found, services)
    group_of = {one.code: (one.field_code, one.block == "100000") for one in services}
    returning: dict[tuple[str, str], int] = {}
    for group in sorted(set(group_of.values())):
        name = group[0]
        keys = [key for key in found if group_of[key[0]] == group]
        fixed = {
            key: PRINTED_RETURN_RATES[key[1], name]
            for key in keys
            if (key[1], name) in PRINTED_RETURN_RATES and not group[1]
        }
        spread = {key: 0.8 + 0.4 * fraction("return" + key[0] + key[1]) for key in keys if key not in fixed}
        rest = rates[name] * sum(found[key] for key in keys) - sum(found[key] * value for key, value in fixed.items())
        scale = rest / max(sum(found[key] * value for key, value in spread.items()), 1e-9)
        for key in keys:
            returning[key] = round(found[key] * fixed.get(key, spread.get(key, 0.0) * scale))
    return returning
