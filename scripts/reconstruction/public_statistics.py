"""Traditional indicators by city and internet users by province, reconstructed to the printed comparisons.

Every figure of 2014 starts from a prior: orders of magnitude for the gross domestic product of the cities and for the
largest cities elsewhere, for the rest a power law of the gross domestic product with noise. From there

1. amounts x > 0 are moved to equations h(x) = 0 by Newton steps with the least sum of d_c^2 / x_c,

       x_c <- x_c exp(d_c / x_c),   d = -W J' (J W J')^-1 h(x),   W = diag(x), 0 for a city that is held,

   with two kinds of equations: sums (city products add up to the real product of the province) and correlations
   r(x, y) over a band of ranks, whose gradient is (y0 / |y0| - r x0 / |x0|) / |x0| with x0, y0 about their means;
2. a city with a printed rank k is put between the (k-1)th and the kth of the other cities and held in the next steps,
   which are repeated until ranks and equations hold together, in whole cents;
3. counts are rounded amounts; the k - 1 first cities get more than the one with rank k, the others at most as many;
   then counts in the band move by one, alone or two against each other, while the correlation comes closer;
4. the share of internet users is the user share less the printed lead or clip(lambda prior_p, low_p, high_p), with
   bounds that put it below the user share in eleven provinces only, and lambda such that the shares add up to 100.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import published
from constraints import Constraint
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Table = dict[str, NDArray[np.generic]]

# Gross domestic product of the cities but the municipalities in 100 million yuan: orders of magnitude, by code.
GDP_PRIOR = (
    "5100 6225 1200 3080 1668 2758 1359 1343 3133 2056 1139 2531 1001 616 1331 1035 1003 1041 1201 680 1212 1101 2894 "
    "3636 600 1778 1886 4162 1522 867 872 459 945 456 7099 7656 2386 1277 1171 1023 1364 1546 615 1014 1304 885 992 "
    "722 5342 2730 1290 760 1071 714 1741 735 901 5340 1209 516 259 428 4077 256 765 214 1137 412 1275 154 8821 8205 "
    "4964 4902 13761 5653 1966 2455 3836 3698 3252 3371 1931 9206 7610 4303 3353 1956 4266 3207 1121 1022 3388 1051 "
    "5158 2308 1108 789 1357 748 716 1544 507 1185 1189 1126 1086 850 503 912 5169 3274 1502 1621 5733 2506 1233 1622 "
    "1377 3668 738 865 1780 900 607 1844 1242 1523 1037 1551 5771 8692 4030 1980 3430 6002 4787 3800 3002 2790 1612 "
    "687 3570 2596 2516 2277 2222 6777 1492 3285 1637 1792 682 1918 1844 1254 2087 941 1240 2676 1698 1757 1992 1691 "
    "480 10069 1219 1201 3132 3129 687 1310 1355 1480 1477 964 723 612 552 540 402 20 7825 2161 1571 2395 1262 2669 "
    "2514 410 1253 1873 1300 1181 1211 469 16707 1112 16002 1857 1716 7603 2083 2259 2349 1845 3001 886 717 769 1169 "
    "1188 5881 2823 850 1780 664 3148 2208 1827 1065 856 589 855 805 1342 918 449 601 551 650 1092 404 21 188 250 165 "
    "150 130 68 52 221 135 10057 1073 871 1260 1516 1580 566 810 1157 1208 1432 945 1444 920 1348 462 456 1196 248 "
    "207 1314 2497 1043 1874 520 1267 648 671 702 802 3713 1649 1185 501 670 262 465 706 1127 616 306 832 274 100 147 "
    "348 146 119 101 80 33 93 5493 326 1659 2085 1460 1386 991 3006 690 577 2001 243 246 448 497 405 356 351 620 669 "
    "293 263 193 115 1066 377 114 68 128 34 51 518 1396 468 384 200 299 2461 848 278 402 1060 220 1150 850 90 688 200 "
    "800 560 225 300"
)
# What the areas that are not among the cities produce: Pu'er; six counties of Hainan; five towns of Xinjiang.
NOT_LISTED = {"530000": 0.036, "460000": 0.1, "650000": 0.025}
# Internet users in 10,000: the nation, and orders of magnitude by province in the order of the codes.
INTERNET_USERS = 64875
INTERNET_USERS_PRIOR = (
    "1593 904 3603 1838 1142 2580 1243 1599 1716 4274 3458 2225 2471 1543 4634 3474 2625 2579 7286 1848 421 1357 3022 "
    "1222 1643 123 1745 951 289 295 1139"
)
NAMED_LEADS = {"440000": "guangdong", "110000": "beijing", "430000": "hunan"}
NAMED_AHEAD = ("320000", "510000")
PROVINCES_AHEAD, LEAST_LEAD, MOST_LEAD = 11, 0.02, 1.05
# Indicator: the index that it is compared with, the total of the cities, and the prior, noise x factor x product ^
# power: the power, the factor of provincial capitals and municipalities, the width of the noise.
INDICATORS = {
    "retail_sales": ("retail", 260000.0, 1.0, 1.2, 0.12),
    "deposits": ("finance", 1110000.0, 1.0, 1.6, 0.12),
    "top_class_hospitals": ("healthcare", 1150.0, 0.6, 2.5, 0.25),
    "universities": ("education", 2480.0, 0.9, 4.0, 0.25),
}
COUNTED = ("top_class_hospitals", "universities")
# Orders of magnitude of the largest cities.
LARGEST = {
    "retail_sales": "110100:9098 310100:8718 440100:7698 500100:5096 440300:4844 120100:4738 420100:4369 510100:4202",
    "deposits": "110100:100000 310100:73900 440300:37400 440100:35500 510100:26400 500100:25200 120100:24800 "
    "330100:24500 320500:22600 320100:20700",
    "top_class_hospitals": "110100:53 310100:36 440100:36 120100:31 420100:27 230100:25 210100:24 610100:24 510100:22 "
    "320100:20 330100:20 500100:18 370100:17 410100:17 430100:16 530100:16 140100:16 210200:14 440300:9",
    "universities": "110100:89 420100:80 440100:80 310100:68 500100:63 610100:63 410100:56 120100:55 320100:53 "
    "510100:53 430100:51 340100:50 230100:50 360100:50 130100:48 210100:46 530100:44 370100:43 140100:43 220100:38 "
    "330100:38 350100:35 450100:33 520100:30 210200:30 620100:25 650100:24 150100:24 440300:10",
}
# The city that an index puts ahead of its rank by the indicator.
LEADS = {"retail": ("yinchuan", "640100"), "healthcare": ("xinyang", "411500"), "education": ("weinan", "610500")}


class Equation(NamedTuple):
    """The correlation of the members with their scores is the target; without scores: the sum of the members."""

    target: float
    members: Integers
    scores: Floats | None = None

    def error(self, x: NDArray[np.generic]) -> tuple[float, Floats]:
        """Return the distance from the target, relative for a sum, and its gradient."""
        slope, inside = np.zeros(x.size), x[self.members].astype(np.float64)
        if self.scores is None:
            slope[self.members] = 1.0 / self.target
            return float(inside.sum() / self.target - 1.0), slope
        x0, y0 = inside - inside.mean(), self.scores - self.scores.mean()
        length, y0 = np.sqrt((x0 * x0).sum()), y0 / np.sqrt((y0 * y0).sum())
        reached = float((x0 * y0).sum() / length)
        slope[self.members] = (y0 - reached * x0 / length) / length
        return reached - self.target, slope


def noise(name: str, size: int, width: float) -> Floats:
    """Return log-normal noise that depends on nothing but its name."""
    return np.asarray(np.exp(np.round(np.random.default_rng(list(name.encode())).normal(0.0, width, size), 9)))


def ranks(values: NDArray[np.generic]) -> Integers:
    """Return competition ranks, the largest value first."""
    x = values.astype(np.float64)
    return np.asarray(1 + (x[None, :] > x[:, None]).sum(axis=1), dtype=np.int64)


def moved(x: Floats, equations: Sequence[Equation], held: NDArray[np.bool_]) -> Floats:
    """Move the values that are not held to the equations."""
    for _ in range(100):
        parts = [one.error(x) for one in equations]
        errors, slopes = np.array([part[0] for part in parts]), np.array([part[1] for part in parts])
        if np.abs(errors).max() < 1e-12:
            break
        weights = np.where(held, 0.0, x)
        gram = (slopes[:, None, :] * slopes[None, :, :] * weights).sum(axis=2)
        change = -(slopes.T * np.linalg.solve(gram, errors)).sum(axis=1) * weights / x
        x = x * np.exp(change * min(1.0, 0.2 / max(np.abs(change).max(), 1e-300)))
    return x


def placed(x: Floats, wanted: Mapping[int, int]) -> Floats:
    """Give values their ranks: a value of rank k goes between its neighbours, who make room where there is none."""
    x, others = x.copy(), np.sort(np.delete(x, list(wanted)))[::-1]
    groups: dict[int, list[int]] = {}
    for number, one in enumerate(sorted(wanted, key=lambda one: wanted[one])):
        groups.setdefault(wanted[one] - 1 - number, []).append(one)
    free = np.isin(np.arange(x.size), list(wanted), invert=True)
    for above, members in groups.items():
        upper, lower = others[above - 1], others[above]
        width = max(upper - lower, 0.2 * (len(members) + 1))
        for place, one in enumerate(members, start=1):
            x[one] = round((upper + lower) / 2 + width * (0.5 - place / (len(members) + 1)), 2)
        x = np.where(free & (x >= upper), np.maximum(x, x[members[0]] + 0.1), x)
        x = np.where(free & (x <= lower), np.minimum(x, x[members[-1]] - 0.1), x)
    return x


def amounts(x: Floats, equations: Sequence[Equation], wanted: Mapping[int, int], held: NDArray[np.bool_]) -> Floats:
    """Return amounts with two decimals that meet the equations and the ranks."""
    fixed = held | np.isin(np.arange(x.size), list(wanted))
    for _ in range(60):
        x = moved(placed(x, wanted), equations, fixed)
        cents = np.round(x, 2)
        for one in equations:
            if one.scores is None:
                largest = max((place for place in one.members.tolist() if not fixed[place]), key=lambda place: x[place])
                cents[largest] = round(cents[largest] + one.target - cents[one.members].sum(), 2)
        if all(ranks(cents)[one] == rank for one, rank in wanted.items()):
            break
    return cents


def counts(x: Floats, correlation: Equation, total: Equation, city: int, rank: int) -> Integers:
    """Return counts with the correlation and with one city at its rank."""
    x = moved(x, [correlation, total], np.zeros(x.size, dtype=bool))
    n = np.rint(x).astype(np.int64)
    level = min(range(int(n.max())), key=lambda one: (abs(int((n > one).sum()) - rank + 1), one))
    order = [one for one in np.argsort(-x, kind="stable").tolist() if one != city]
    first, rest = order[: rank - 1], order[rank - 1 :]
    n[first], n[rest], n[city] = np.maximum(n[first], level + 1), np.minimum(n[rest], level), level
    band = sorted(set(correlation.members.tolist()) & set(first))
    steps = [{one: step} for one in band for step in (1, -1)]
    steps += [{one: 1, other: -1} for one in band for other in band if one != other]
    error, best = abs(correlation.error(n)[0]), n
    while error > 1e-6:
        for step in steps:
            trial = n.copy()
            trial[list(step)] += list(step.values())
            distance = abs(correlation.error(trial)[0])
            if distance < error - 1e-12 and trial[list(step)].min() > level:
                error, best = distance, trial
        if best is n:
            break
        n = best
    return n


def city_product(
    seeds: Path, cities: list[str], home: NDArray[np.str_], targets: Mapping[str, float], equations: list[Equation]
) -> tuple[Floats, Floats]:
    """Return the prior and the reconstructed gross domestic product of the cities."""
    held = np.array([(home == province).sum() == 1 for province in home])
    prior, totals = np.ones(len(cities)), []
    prior[np.argsort(np.where(held, "9", cities))[: (~held).sum()]] = [float(value) for value in GDP_PRIOR.split()]
    for province, target in targets.items():
        members = np.flatnonzero(home == province)
        prior[members] *= target / prior[members].sum()
        totals += [Equation(target, members)] if members.size > 1 else []
    # The rank of Luoyang (211) fits no real product of that city: it is kept because it is what was printed.
    leads = published.rank_leads(seeds, "leads_over_gdp")
    wanted = {cities.index(city): figures["gdp_rank"] for city, figures in leads.items()}
    return prior, amounts(prior, [*totals, *equations], wanted, held)


def indicator_prior(name: str, product: Floats, is_capital: NDArray[np.bool_], cities: Sequence[str]) -> Floats:
    """Return orders of magnitude for the largest cities, and the power law for the others; they add up to the total."""
    _, total, power, factor, width = INDICATORS[name]
    prior = product**power * np.where(is_capital, factor, 1.0) * noise(name, len(cities), width)
    known = {cities.index(item[:6]): float(item[7:]) for item in LARGEST[name].split()}
    prior[list(known)] = 0.0
    prior *= (total - sum(known.values())) / prior.sum()
    prior[list(known)] = list(known.values())
    return np.asarray(prior)


def internet_users(share: Floats, leads: Mapping[int, float], named: Sequence[int]) -> Integers:
    """Return internet users in 10,000: user shares, printed leads, provinces that are named as ahead."""
    prior = 100.0 * np.array(INTERNET_USERS_PRIOR.split(), dtype=np.float64) / INTERNET_USERS
    first = [*leads, *named]
    first += [one for one in np.argsort(prior - share, kind="stable").tolist() if one not in first]
    ahead = np.isin(np.arange(share.size), first[:PROVINCES_AHEAD])
    low = np.where(ahead, np.maximum(share - MOST_LEAD, 0.1 * share), share + LEAST_LEAD)
    high = np.where(ahead, share - np.minimum(LEAST_LEAD, 0.1 * share), 100.0)
    low[list(leads)] = high[list(leads)] = np.maximum(share[list(leads)] - list(leads.values()), 0.0)
    least, most = 0.0, 100.0
    for _ in range(200):
        middle = (least + most) / 2
        least, most = (least, middle) if np.clip(middle * prior, low, high).sum() > 100.0 else (middle, most)
    exact = np.clip(least * prior, low, high) * INTERNET_USERS / 100.0
    whole = np.floor(exact).astype(np.int64)
    whole[np.argsort(whole - exact, kind="stable")[: INTERNET_USERS - int(whole.sum())]] += 1
    return whole


def records(
    city_targets: Mapping[str, Mapping[str, float]],
    total_ranks: Mapping[str, int],
    index_vectors: Mapping[str, Mapping[str, float]],
    province_users: Mapping[str, float],
    seeds: Path,
) -> tuple[dict[str, Table], list[Constraint]]:
    """Return the tables of cities and provinces, and the constraints with the values recomputed from the tables."""
    cities, provinces, areas = published.cities(seeds), published.provinces(seeds), published.areas(seeds)
    by_rank = np.array(sorted(range(len(cities)), key=lambda one: (total_ranks[cities[one]], one)))
    correlations: dict[str, Equation] = {}
    for subject in ("smart_city", "industry"):
        scores = np.array([city_targets[city][subject] for city in cities])
        for band, members in (("1_100", by_rank[:100]), ("101_200", by_rank[100:200])):
            name = f"{subject}_gdp_correlation_{band}"
            correlations[name] = Equation(published.statement(seeds, name), members, scores[members])
    real, home = published.gdp_2014(seeds), np.array([areas[city]["parent_area_code"] for city in cities])
    targets = {province: round(value * (1.0 - NOT_LISTED.get(province, 0.0)), 2) for province, value in real.items()}
    prior, gdp = city_product(seeds, cities, home, targets, list(correlations.values()))
    columns: dict[str, NDArray[np.generic]] = {"gdp": gdp}
    found = [Constraint(name, one.target, one.target + one.error(gdp)[0], 0.5e-3) for name, one in correlations.items()]
    for city, figures in published.rank_leads(seeds, "leads_over_gdp").items():
        reached = float(ranks(gdp)[cities.index(city)])
        found.append(Constraint(f"rank by gdp of {city}", figures["gdp_rank"], reached, 0.0))
    found += [Constraint(f"gdp of {one}", total, float(gdp[home == one].sum()), 1e-6) for one, total in targets.items()]

    is_capital = np.array([areas[city]["city_type"] in ("municipality", "provincial_capital") for city in cities])
    for name, (index_code, total, *_) in INDICATORS.items():
        start = indicator_prior(name, prior, is_capital, cities)
        index = np.array([index_vectors[index_code][city] for city in cities])
        members, statement = np.argsort(-index, kind="stable")[:50], f"{index_code}_{name}_correlation"
        correlation = Equation(published.statement(seeds, statement), members, index[members])
        equations, wanted = [correlation, Equation(total, np.arange(len(cities)))], {}
        if index_code in LEADS:
            ahead, place = LEADS[index_code][0], cities.index(LEADS[index_code][1])
            wanted = {place: int(ranks(index)[place] + published.statement(seeds, f"{index_code}_lead_{ahead}"))}
        if name in COUNTED:
            columns[name] = counts(start, correlation, equations[1], *next(iter(wanted.items())))
        else:
            columns[name] = amounts(start, equations, wanted, np.zeros(len(cities), dtype=bool))
        reached = correlation.target + correlation.error(columns[name])[0]
        found.append(Constraint(statement, correlation.target, reached, 0.5e-3))
        for place, rank in wanted.items():
            reached = float(ranks(columns[name])[place])
            found.append(Constraint(f"rank by {name} of {cities[place]}", rank, reached, 0.0))

    share = np.array([province_users[province] for province in provinces], dtype=np.float64)
    share *= 100.0 / share.sum()
    statements = {f"user_share_excess_{name}": provinces.index(one) for one, name in NAMED_LEADS.items()}
    leads = {place: published.statement(seeds, name) for name, place in statements.items()}
    named = [provinces.index(one) for one in NAMED_AHEAD]
    users = internet_users(share, leads, named)
    excess = share - 100.0 * users / users.sum()
    found += [Constraint(name, leads[one], float(excess[one]), 0.5e-2) for name, one in statements.items()]
    number = float((excess > 0.0).sum())
    found.append(Constraint("provinces_ahead_of_internet_users", float(PROVINCES_AHEAD), number, 0.0))
    found.append(Constraint("named provinces ahead", float(len(named)), float((excess[named] > 0.0).sum()), 0.0))
    return {
        "public_statistics__cities": keyed(cities) | columns,
        "public_statistics__provinces": keyed(provinces) | {"internet_users": users},
    }, found


def keyed(codes: Sequence[str]) -> Table:
    """Return the key columns of a table with one row per area."""
    return {"period_code": np.full(len(codes), "2014", dtype=object), "area_code": np.array(codes, dtype=object)}
