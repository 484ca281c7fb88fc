"""How many services of which kind every city and province offers, found from the scores they have to return.

A block is a province-wide offer or the own offer of one of the 92 cities with local services. Its unknowns are the
numbers of query services Q_b, of transaction services A_b and of key items offered in two classes, K_b1 (traffic,
vehicles and the social-security account) and K_b2 (the others). With users, return rates and availability of units,

    score = 100 * [ a_value (n + Q + 3A) / V + a_rich1 K_1 / W_1 + a_rich2 K_2 / W_2
                    + a_users x / X + a_return r / R + a_failure f / F ] + quality share

at city and at province grain: a city has its own block and that of its province, a province has each of its blocks
once. Given the totals V, W, R, F and the quality shares this is a linear programme; they are taken from the solution
and put in again until they no longer change. Then the numbers are rounded; the users absorb what rounding leaves.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import published
from linear_programme import FloatArray

NATIONAL_SERVICES = 8
LOCAL_CITIES = 92
LOCAL_PAIRS = 1974.0  # 61.60 : 38.40 over 2.36, times 8 services in 363 cities
USER_OVERLAP = 1.5
WIDE_PROVINCES = ("330000", "350000", "440000", "460000")
LEADERS = (
    "440000",
    "330000",
    "500000",
    "110000",
    "320000",
    "310000",
    "350000",
    "430000",
    "460000",
    "510000",
    "150000",
    "640000",
    "210000",
)
LOCAL_CAPITALS = ("110100", "120100", "310100", "500100", "510600")
USER_LISTS = (
    "traffic_vehicle",
    "medical",
    "social_security",
    "housing_fund",
    "household_public_security",
    "public_transport",
    "culture_life",
    "exit_entry",
)
# Shares of the nation's users that the text gives as leads over the shares of internet users, in percent.
USER_SHARES = {"440000": 16.93, "110000": 3.73, "430000": 5.02, "320000": 6.9, "330000": 5.3, "510000": 4.85}
PRINTED_USER_SHARES = ("440000", "110000", "430000")
FIXED_COUNTS = {"330000": 16, "510600": 9, "370200": 14}
NAMED_FIELDS = {"510600": ("social_security",), "640100": ("medical",)}  # fields with a printed return rate
GUANGDONG_LOCAL = 72
ZHEJIANG_OWN = 4
FIRST_CLASS = (*range(1, 10), 14)  # key items that offers of whole provinces concentrate on
KEY_ITEMS = 21


def fraction(text: str) -> float:
    """Return a number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


@dataclass(frozen=True)
class Alpha:
    """Weights of the six primary indicators in smart city, and of the items in the two groups of 21."""

    value: float
    quality: float
    users: float
    returning: float
    failure: float
    richness: float
    quality_items: FloatArray
    key_items: FloatArray

    @property
    def classes(self) -> tuple[float, float]:
        """Weight in smart city of the two classes of key items."""
        first = float(sum(self.key_items[item - 1] for item in FIRST_CLASS))
        return self.richness * first, self.richness * (1.0 - first)


def read_alpha(alpha: Mapping[tuple[str, str], float]) -> Alpha:
    """Return the weights from a mapping of (parent, node) to the weight inside the group."""
    names = (
        "service_value",
        "service_quality",
        "monthly_active_users",
        "return_rate",
        "failure_rate",
        "key_field_richness",
    )
    groups = [
        np.array([alpha[group, f"{group}_{item:02d}"] for item in range(1, KEY_ITEMS + 1)])
        for group in ("service_quality", "key_field_richness")
    ]
    value, quality, users, returning, failure, richness = (alpha["smart_city", name] for name in names)
    return Alpha(value, quality, users, returning, failure, richness, groups[0], groups[1])


@dataclass(frozen=True)
class Geography:
    """Cities (the 351 units first, then the twelve others), provinces, and who belongs to whom."""

    cities: list[str]
    units: int
    provinces: list[str]
    parent: dict[str, str]
    names: dict[str, dict[str, str]]

    def members(self, province: str, units_only: bool = True) -> list[int]:
        """Return the numbers of the cities of a province."""
        last = self.units if units_only else len(self.cities)
        return [number for number in range(last) if self.parent[self.cities[number]] == province]


def geography(seeds: Path) -> Geography:
    """Return the areas of the platform: 363 cities in 31 provinces."""
    units = published.cities(seeds)
    parent = published.province_of(seeds)
    others = sorted(set(parent) - set(units))
    return Geography([*units, *others], len(units), published.provinces(seeds), parent, published.areas(seeds))


def listed_fields(seeds: Path) -> dict[str, list[str]]:
    """Return the fields in whose top-ten list of users a city stands."""
    fields: dict[str, list[str]] = {}
    for field in USER_LISTS:
        for city in published.printed_ranks(seeds, f"{field}_users_top_10"):
            fields.setdefault(city, []).append(field)
    for city, named in NAMED_FIELDS.items():
        fields[city] += [field for field in named if field not in fields[city]]
    return fields


def local_cities(geo: Geography, scores: FloatArray, listed: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the 92 cities with local services: those the text implies, then the highest scores."""
    chosen = [
        city for city in geo.cities if geo.parent[city] in WIDE_PROVINCES or city in listed or city in LOCAL_CAPITALS
    ]
    by_score = sorted((-scores[number], city) for number, city in enumerate(geo.cities[: geo.units]))
    return chosen + [city for _, city in by_score if city not in chosen][: LOCAL_CITIES - len(chosen)]


@dataclass(frozen=True)
class Offer:
    """The design of one block: numbers of services and of key items by class."""

    queries: float
    transactions: float
    first_class: float
    second_class: float

    @property
    def points(self) -> float:
        """Value points: 1 for a query service, 3 for a transaction service."""
        return self.queries + 3.0 * self.transactions

    @property
    def services(self) -> float:
        """Number of services."""
        return self.queries + self.transactions


@dataclass
class Totals:
    """The totals that the shares refer to, at city and at province grain, and the quality shares."""

    value: tuple[float, float]
    first_class: tuple[float, float]
    second_class: tuple[float, float]
    quality: tuple[FloatArray, FloatArray]


def quality_level(province: str) -> float:
    """Return the part of the 21 quality items that a local service of the province passes."""
    special = {"310000": 20 / 21, "110000": 14 / 21}
    return special.get(province, 17 / 21 if province in LEADERS else 15 / 21)


def blocks_of_city(geo: Geography, offers: Mapping[str, object], city: str) -> list[str]:
    """Return the blocks that a city has services from."""
    return [block for block in (geo.parent[city], city) if block in offers]


def blocks_of_province(geo: Geography, offers: Mapping[str, object], province: str) -> list[str]:
    """Return the blocks of a province, each once."""
    return [block for block in offers if block == province or geo.parent.get(block) == province]


def totals_of(
    geo: Geography, offers: Mapping[str, Offer], national_points: float, level: float, alpha: Alpha
) -> Totals:
    """Return the totals that an offer implies; `level` is the part of the items that national services pass."""
    groups = [[blocks_of_city(geo, offers, city) for city in geo.cities[: geo.units]]]
    groups.append([blocks_of_province(geo, offers, province) for province in geo.provinces])
    sums = np.zeros((3, 2))
    quality = []
    for grain, group in enumerate(groups):
        rates = []
        for blocks in group:
            sums[0, grain] += national_points + sum(offers[block].points for block in blocks)
            sums[1, grain] += sum(offers[block].first_class for block in blocks)
            sums[2, grain] += sum(offers[block].second_class for block in blocks)
            count = NATIONAL_SERVICES + sum(offers[block].services for block in blocks)
            passed = NATIONAL_SERVICES * level + sum(
                offers[block].services * quality_level(geo.parent.get(block, block)) for block in blocks
            )
            rates.append(passed / count)
        quality.append(100.0 * alpha.quality * np.array(rates) / sum(rates))
    value, first, second = ((float(row[0]), float(row[1])) for row in sums)
    return Totals(value, first, second, (quality[0], quality[1]))
