"""Raw records of entrepreneurship: new apps by field and effective projects, by city and province.

How many apps and projects an area has is settled with the targets (whole numbers that give its score). Here the apps
are split into fields: a matrix with the areas' apps as row sums and the national fields as column sums, fitted by
proportional scaling from the national shares times what the report says about single cities, then made whole so that
both sums hold exactly.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import published
from constraints import Constraint
from linear_programme import FloatArray, IntArray
from sub_index_programme import ENTREPRENEURSHIP
from sub_index_targets import Targets

Table = dict[str, np.ndarray]

# National shares of the fields in percent; the first five are printed.
FIELDS = {
    "life_o2o": 23.6,
    "tool_software": 16.2,
    "mobile_games": 16.0,
    "e_commerce": 9.3,
    "education_training": 7.0,
    "finance": 6.1,
    "social": 5.2,
    "media_information": 4.9,
    "film_entertainment": 4.3,
    "health_medical": 3.9,
    "tourism": 3.5,
}
# What sections 4.2 and 4.3 say: share of a field in a city against the nation.
PROFILES: dict[str, dict[str, float]] = {
    "110100": {
        "education_training": 1.85,
        "film_entertainment": 1.4,
        "media_information": 1.35,
        "health_medical": 1.3,
        "tourism": 1.3,
        "life_o2o": 0.88,
        "tool_software": 0.9,
        "mobile_games": 0.85,
        "e_commerce": 0.85,
        "finance": 0.9,
        "social": 1.0,
    },
    "310100": {
        "finance": 1.6,
        "health_medical": 1.5,
        "film_entertainment": 1.5,
        "media_information": 0.75,
        "mobile_games": 0.75,
    },
    "440300": {
        "life_o2o": 1.3,
        "finance": 1.4,
        "tool_software": 1.0,
        "mobile_games": 0.96,
        "health_medical": 1.0,
        "tourism": 0.7,
        "media_information": 0.7,
        "education_training": 0.6,
    },
    "440100": {"mobile_games": 2.35, "e_commerce": 1.5},
    "500100": {"life_o2o": 1.5, "e_commerce": 1.25, "tourism": 1.4, "mobile_games": 0.6},
    "330100": {"tool_software": 1.3, "finance": 1.5},
    "510100": {"tourism": 1.6, "education_training": 1.4},
    "350200": {"e_commerce": 1.3, "tool_software": 1.42, "health_medical": 1.4, "life_o2o": 0.8},
    "120100": {"mobile_games": 1.4, "media_information": 1.4},
    "320100": {"education_training": 1.5, "social": 1.5},
}
FIXED_SHARES = {("350200", "tool_software"): 0.23, ("500100", "life_o2o"): 0.352}
SPREAD = 0.12
SWEEPS = 400
GROWTH = {"first_tier": 1.35, "provincial_capital": 1.5, "other": 1.7}


def records(
    targets: Targets, alpha: Sequence[dict[str, str]], seeds: Path
) -> tuple[dict[str, Table], list[Constraint]]:
    """Return the tables tencent__apps and tencent__projects of both years and what they reach."""
    counts = targets.counts
    codes = [*targets.cities, *targets.provinces]
    cities = _fields(counts.apps, targets.cities)
    provinces = _fields(counts.province_apps, targets.provinces)
    apps = np.concatenate([cities, provinces])
    projects = np.concatenate([counts.projects, counts.province_projects])
    growth = _growth(codes, seeds)
    apps_before = np.rint(apps / growth[:, None]).astype(np.int64)
    projects_before = np.rint(projects / growth).astype(np.int64)
    names = list(FIELDS)
    tables = {
        "tencent__apps": {
            "period_code": np.array([period for period in ("2014", "2015") for _ in range(apps.size)], dtype=object),
            "area_code": np.array([code for _ in range(2) for code in codes for _ in names], dtype=object),
            "app_field_code": np.array(names * (2 * len(codes)), dtype=object),
            "new_apps": np.concatenate([apps_before.ravel(), apps.ravel()]),
        },
        "tencent__projects": {
            "period_code": np.array([period for period in ("2014", "2015") for _ in codes], dtype=object),
            "area_code": np.array(codes * 2, dtype=object),
            "effective_projects": np.concatenate([projects_before, projects]),
        },
    }
    weight = {row["node"]: float(row["alpha_in_group"]) for row in alpha if row["index_code"] == "internet_plus"}
    return tables, _constraints(targets, cities, apps, weight)


def _fields(apps: IntArray, codes: Sequence[str]) -> IntArray:
    """Return the apps by field: rows add up to the area's apps, columns to the national fields."""
    names = list(FIELDS)
    shares = np.array(list(FIELDS.values())) / sum(FIELDS.values())
    seed = np.zeros((len(codes), len(names)))
    held = np.zeros_like(seed, dtype=bool)
    for row, code in enumerate(codes):
        for place, name in enumerate(names):
            profile = PROFILES.get(code, {}).get(name)
            drawn = np.exp(random.Random(f"{code} {name}").gauss(0.0, SPREAD if code not in PROFILES else 0.02))
            seed[row, place] = apps[row] * shares[place] * (profile if profile is not None else drawn)
            if (code, name) in FIXED_SHARES:
                seed[row, place] = apps[row] * FIXED_SHARES[code, name]
                held[row, place] = True
    columns = _largest_remainders(shares * apps.sum(), int(apps.sum()))
    kept = np.where(held, seed, 0.0)
    free = np.where(held, 0.0, seed)
    for _ in range(SWEEPS):
        free *= (columns - kept.sum(axis=0)) / free.sum(axis=0)
        rows = free.sum(axis=1)
        free *= np.divide(apps - kept.sum(axis=1), rows, out=np.ones_like(rows), where=rows > 0)[:, None]
    return _whole(free + kept, apps, columns)


def _largest_remainders(parts: FloatArray, total: int) -> IntArray:
    """Round the parts so that they add up to the total."""
    whole = np.floor(parts).astype(np.int64)
    whole[np.argsort(-(parts - whole), kind="stable")[: total - int(whole.sum())]] += 1
    return whole


def _whole(exact: FloatArray, rows: IntArray, columns: IntArray) -> IntArray:
    """Round a matrix so that its row sums hold, then move single apps between fields until the columns hold."""
    whole = np.array([_largest_remainders(line, int(total)) for line, total in zip(exact, rows, strict=True)])
    largest = np.argsort(-rows, kind="stable")
    turn = 0
    while (off := whole.sum(axis=0) - columns).any():
        row = largest[turn % len(largest)]
        source, goal = int(np.argmax(off)), int(np.argmin(off))
        if whole[row, source] > 0:
            whole[row, source] -= 1
            whole[row, goal] += 1
        turn += 1
    return whole


def _growth(codes: Sequence[str], seeds: Path) -> FloatArray:
    """Return the growth from 2014 to 2015."""
    area = published.areas(seeds)
    factors = []
    for code in codes:
        tier = "first_tier" if area[code]["is_first_tier"] == "true" else "other"
        if tier == "other" and area[code]["city_type"] in ("provincial_capital", "municipality"):
            tier = "provincial_capital"
        factors.append(GROWTH[tier] + random.Random(f"start-up growth {code}").uniform(-0.08, 0.08))
    return np.array(factors)


def _constraints(targets: Targets, cities: IntArray, apps: IntArray, weight: dict[str, float]) -> list[Constraint]:
    """Recompute the printed figures from the counts."""
    counts, number = targets.counts, {code: place for place, code in enumerate(targets.cities)}
    names = list(FIELDS)
    pair = [number["110100"], number["440300"]]
    score = 100.0 * weight["new_apps"] * counts.apps / counts.apps.sum()
    score = score + 100.0 * weight["effective_projects"] * counts.projects / counts.projects.sum()
    off = float(np.abs(score - targets.city_scores[:, ENTREPRENEURSHIP]).max())

    def part(column: IntArray) -> float:
        return 100.0 * float(column[pair].sum() / column.sum())

    found = [
        Constraint("entrepreneurship: largest distance of a city from its target", 0.0, off, 1e-7),
        Constraint(
            "apps of Beijing and Shenzhen, percent", 34.3, 100.0 * counts.apps[pair].sum() / counts.apps.sum(), 0.05
        ),
        Constraint(
            "projects of Beijing and Shenzhen, percent",
            26.0,
            100.0 * counts.projects[pair].sum() / counts.projects.sum(),
            0.05,
        ),
        Constraint("apps per project, the nation", 9.89, counts.apps.sum() / counts.projects.sum(), 0.005),
    ]
    every_app = counts.apps.sum() + counts.province_apps.sum()
    every_project = counts.projects.sum() + counts.province_projects.sum()
    found.append(Constraint("apps per project, with province-only records", 9.89, every_app / every_project, 0.005))
    for code, ratio in (("110100", 14.47), ("500100", 2.84), ("350200", 8.85)):
        city = number[code]
        found.append(Constraint(f"apps per project, {code}", ratio, counts.apps[city] / counts.projects[city], 0.005))
    for code in ("440300", "310100", "440100"):
        city = number[code]
        least = min(10.0, float(counts.apps[city] / counts.projects[city]))
        found.append(Constraint(f"apps per project at least 10, {code}", 10.0, least, 0.0))
    for name in names[:5]:
        place = names.index(name)
        for scope, table in (("cities", cities), ("all records", apps)):
            found.append(
                Constraint(f"share of {name}, {scope}", FIELDS[name], 100.0 * table[:, place].sum() / table.sum(), 0.05)
            )
    city = number["350200"]
    tools = 100.0 * cities[city, names.index("tool_software")] / cities[city].sum()
    found.append(Constraint("share of tool software in Xiamen", 23.0, tools, 0.5))
    city = number["500100"]
    life = 100.0 * cities[city, 0] / cities[city].sum()
    found.append(Constraint("life services above one third in Chongqing", 33.34, min(33.34, life), 0.0))
    education = np.sort(cities[:, names.index("education_training")])[::-1]
    first = int(cities[number["110100"], names.index("education_training")])
    short = max(0.0, float(education[1:11].sum() + 1 - first))
    found.append(Constraint("education apps: Beijing ahead of the next ten together, short of", 0.0, short, 0.0))
    for name, code, rank in (("finance", "310100", 3), ("mobile_games", "440100", 2)):
        column = cities[:, names.index(name)]
        place = 1 + int((column > column[number[code]]).sum())
        met = float(place <= rank if name == "finance" else place == rank)
        found.append(Constraint(f"rank of {code} in {name} as printed", 1.0, met, 0.0))
    return found
