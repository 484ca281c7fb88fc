"""Raw infrastructure records: 32 measures by city and province, so that the scores are the targets.

A city's score is b_m M_c + b_t T_c with the weights of the market base and the technology base. M_c = (1 + d_c) times
the score, with d_c above 0 except in the six cities whose technology base is ahead, and T_c is what is left; d is
scaled so that M, and with it T, adds up to 100. Inside a base with weights w_j the matrix w_j t_cj has the row sums
M_c and the column sums 100 w_j: it is fitted by proportional scaling from M_c w_j times a fixed spread. A raw value is
t_cj times a national total, rounded; the measure with the finest grain then takes up what rounding left in the row.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import published
from constraints import Constraint
from linear_programme import FloatArray
from sub_index_programme import INFRASTRUCTURE
from sub_index_targets import Targets

Table = dict[str, np.ndarray]

TECHNOLOGY_AHEAD = {"110100": 0.10, "440100": 0.09, "310100": 0.12, "440300": 0.14, "350100": 0.75, "350200": 0.30}
SPREAD = 0.16
PROVINCE_SPREAD = 0.05
SWEEPS = 300

# National totals of the 351 cities in 2015, plausible in size; decimals of a value.
TOTALS: dict[str, tuple[float, int]] = {
    "wechat_contacts": (8.6e10, 0),
    "wechat_groups": (3.1e9, 0),
    "wechat_official_accounts": (1.2e7, 0),
    "wechat_messages": (1.1e13, 0),
    "wechat_moments_posts": (1.6e11, 0),
    "wechat_likes": (9.2e11, 0),
    "wechat_comments": (3.4e11, 0),
    "qq_messages": (7.9e12, 0),
    "qq_group_messages": (2.6e12, 0),
    "qq_emoticon_messages": (4.8e11, 0),
    "qq_offline_files": (6.5e9, 0),
    "qq_picture_messages": (3.9e11, 0),
    "qq_voice_messages": (5.2e10, 0),
    "qq_video_calls": (1.9e10, 0),
    "qq_voice_calls": (2.3e10, 0),
    "qq_journal_actions": (1.4e10, 0),
    "qq_album_actions": (8.8e10, 0),
    "qq_status_actions": (2.1e11, 0),
    "qq_share_actions": (4.4e10, 0),
    "qq_like_actions": (6.3e11, 0),
    "qq_contacts": (5.7e10, 0),
    "qq_groups": (1.7e9, 0),
    "news_comments": (2.4e8, 0),
    "news_clicks": (7.0e9, 0),
    "video_clicks": (1.3e11, 0),
    "game_logins": (8.3e10, 0),
    "game_hours": (4.6e10, 0),
    "cloud_spending": (3.2e9, 2),
    "cloud_cvm_cores": (1.1e6, 0),
    "cloud_idc_bandwidth": (2.4e7, 2),
    "cloud_cdn_traffic": (9.5e9, 0),
    "cloud_cdb_storage": (4.2e7, 0),
}
TAKES_UP = {"market_base": "wechat_messages", "technology_base": "cloud_spending"}
BASES = ("market_base", "technology_base")
GROWTH = {"first_tier": 1.24, "provincial_capital": 1.31, "other": 1.42}
FAST_GROWERS = {"320300": 1.58, "440600": 1.55, "350500": 1.54, "330700": 1.56}


def records(
    targets: Targets, alpha: Sequence[dict[str, str]], seeds: Path
) -> tuple[dict[str, Table], list[Constraint]]:
    """Return the table tencent__infrastructure of both years and what it reaches."""
    weight = {row["node"]: float(row["alpha_in_group"]) for row in alpha if row["index_code"] == "internet_plus"}
    measures = {
        base: [row["measure_code"] for row in alpha if row["parent"] == base and row["index_code"] == "internet_plus"]
        for base in BASES
    }
    score = targets.city_scores[:, INFRASTRUCTURE]
    market = _market_base(targets, score, weight)
    technology = (score - weight["market_base"] * market) / weight["technology_base"]
    own = targets.province_only[:, INFRASTRUCTURE]
    phi = targets.phi[INFRASTRUCTURE]
    values: dict[str, FloatArray] = {}  # by measure: 351 cities, then 31 provinces
    for base, city_rows in zip(BASES, (market, technology), strict=True):
        weights = np.array([weight[measure] for measure in measures[base]])
        cities = _fitted(city_rows, weights, measures[base], SPREAD)
        provinces = _fitted(own, weights, measures[base], PROVINCE_SPREAD)
        last = measures[base].index(TAKES_UP[base])
        whole_cities = _whole(cities, city_rows, weights, measures[base], last, 1.0)
        whole_provinces = _whole(provinces, own, weights, measures[base], last, phi)
        for place, measure in enumerate(measures[base]):
            values[measure] = np.concatenate([whole_cities[:, place], whole_provinces[:, place]])
    codes = [*targets.cities, *targets.provinces]
    growth = _growth(targets, seeds)
    table = _table(values, codes, growth)
    return {"tencent__infrastructure": table}, _constraints(targets, values, weight, measures)


def _market_base(targets: Targets, score: FloatArray, weight: dict[str, float]) -> FloatArray:
    """Return the market base of the cities: below the score in six cities, above it in all others."""
    tilt = np.array([abs(random.Random(f"market {code}").gauss(0.12, 0.05)) + 0.03 for code in targets.cities])
    tilt *= np.where(score > np.median(score), 1.0, 1.15)
    six = np.array([code in TECHNOLOGY_AHEAD for code in targets.cities])
    ratio = weight["technology_base"] / weight["market_base"]
    below = np.array([TECHNOLOGY_AHEAD.get(code, 0.0) for code in targets.cities]) * ratio
    excess = float((below * score)[six].sum())
    tilt[~six] *= excess / float((tilt * score)[~six].sum())
    return np.asarray(np.where(six, (1.0 - below) * score, (1.0 + tilt) * score))


def _fitted(rows: FloatArray, weights: FloatArray, measures: Sequence[str], spread: float) -> FloatArray:
    """Return shares whose weighted rows are the targets and whose columns add up to 100."""
    drawn = np.array(
        [[random.Random(f"{code} {place}").gauss(0.0, spread) for code in measures] for place in range(len(rows))]
    )
    weighted = rows[:, None] * weights[None, :] * np.exp(drawn)
    columns = weights * rows.sum()
    for _ in range(SWEEPS):
        weighted *= columns / weighted.sum(axis=0)
        weighted *= (rows / weighted.sum(axis=1))[:, None]
    return np.asarray(weighted / weights)


def _whole(
    shares: FloatArray, rows: FloatArray, weights: FloatArray, measures: Sequence[str], last: int, part: float
) -> FloatArray:
    """Return raw values: rounded, with the totals met, and the rows exact by the last measure."""
    values = np.zeros_like(shares)
    total = np.array([round(TOTALS[measure][0] * part, TOTALS[measure][1]) for measure in measures])
    for place, measure in enumerate(measures):
        if place != last:
            values[:, place] = _rounded(shares[:, place], total[place], TOTALS[measure][1])
    exact = 100.0 * values / total
    left = rows - np.delete(exact, last, axis=1) @ np.delete(weights, last)
    values[:, last] = _rounded(left / weights[last], total[last], TOTALS[measures[last]][1])
    return values


def _rounded(shares: FloatArray, total: float, decimals: int) -> FloatArray:
    """Return the shares of a total as multiples of its last decimal that add up to it (largest remainders)."""
    units = round(total * 10**decimals)
    exact = shares / shares.sum() * units
    whole = np.floor(exact)
    missing = units - int(whole.sum())
    whole[np.argsort(-(exact - whole), kind="stable")[:missing]] += 1.0
    return np.asarray(whole / 10**decimals)


def _growth(targets: Targets, seeds: Path) -> FloatArray:
    """Return the growth from 2014 to 2015 of the cities and provinces."""
    area = published.areas(seeds)
    factors = []
    for code in [*targets.cities, *targets.provinces]:
        if code in FAST_GROWERS:
            factors.append(FAST_GROWERS[code])
            continue
        if area[code]["is_first_tier"] == "true":
            tier = "first_tier"
        elif area[code]["city_type"] in ("provincial_capital", "municipality"):
            tier = "provincial_capital"
        else:
            tier = "other"
        factors.append(GROWTH[tier] + random.Random(f"growth {code}").uniform(-0.03, 0.03))
    return np.array(factors)


def _table(values: dict[str, FloatArray], codes: Sequence[str], growth: FloatArray) -> Table:
    """Return the records of both years, the earlier one first."""
    periods: list[str] = []
    areas: list[str] = []
    measures: list[str] = []
    amounts: list[FloatArray] = []
    for period in ("2014", "2015"):
        for measure, column in values.items():
            spread = random.Random(f"growth of {measure}").uniform(-0.05, 0.05)
            amount = column if period == "2015" else np.round(column / (growth + spread), TOTALS[measure][1])
            periods.extend([period] * len(codes))
            areas.extend(codes)
            measures.extend([measure] * len(codes))
            amounts.append(amount)
    return {
        "period_code": np.array(periods, dtype=object),
        "area_code": np.array(areas, dtype=object),
        "measure_code": np.array(measures, dtype=object),
        "value": np.concatenate(amounts),
    }


def _constraints(
    targets: Targets, values: dict[str, FloatArray], weight: dict[str, float], measures: dict[str, list[str]]
) -> list[Constraint]:
    """Recompute the scores from the raw values."""
    count = len(targets.cities)
    bases, provincial = {}, np.zeros(len(targets.provinces))
    for base in BASES:
        bases[base] = np.zeros(count)
        for measure in measures[base]:
            column = values[measure]
            bases[base] += weight[measure] * 100.0 * column[:count] / column[:count].sum()
            inside = np.bincount(targets.province, column[:count], len(targets.provinces)) + column[count:]
            provincial += weight[base] * weight[measure] * 100.0 * inside / column.sum()
    score = sum(weight[base] * bases[base] for base in BASES)
    off = np.abs(score - targets.city_scores[:, INFRASTRUCTURE]).max()
    off_provinces = np.abs(provincial - targets.province_scores[:, INFRASTRUCTURE]).max()
    smallest = float(min(column.min() for column in values.values()))
    ahead = {targets.cities[int(city)] for city in np.flatnonzero(bases["technology_base"] >= bases["market_base"])}
    return [
        Constraint("infrastructure: largest distance of a city from its target", 0.0, float(off), 1e-7),
        Constraint("infrastructure: largest distance of a province from its target", 0.0, float(off_provinces), 1e-6),
        Constraint("infrastructure: cities with technology ahead of market", 6.0, float(len(ahead)), 0.0),
        Constraint("infrastructure: of these the six named", 6.0, float(len(ahead & set(TECHNOLOGY_AHEAD))), 0.0),
        Constraint(
            "infrastructure: smallest value is not negative",
            0.0,
            min(0.0, smallest),
            0.0,
        ),
    ]
