"""Raw records of the industry sub-index and of the ten service-industry indices.

The sub-index of a unit u (a city, the part of a province that has no city, the part of the nation that has no
province), in percent of the nation, is

    score_u = alpha_agri A_u + alpha_manu M_u + alpha_serv S_u,
    A_u = sum_m alpha_agri,m a_mu,   M_u = sum_m alpha_manu,m b_mu,
    S_u = sum_m alpha_serv,m s_mu + sum_k alpha_serv,k t_ku,

with a, b, s the shares of the twelve measures in the sum of the sector's industries and t the shares of the company
measures. The cities hold a part f of the nation, the same for every measure of a service industry. Construction:

1. Service industry i, cities: shares x_jc of its measures near its index v_ic (module industry_indices), with noise
   and then iterative proportional fitting to sum_j alpha_ij x_jc = v_ic and sum_c x_jc = 100. Where services would
   take more of a city's score than there is, its company shares are lowered first. Nationally, industry i takes a
   fixed part of each shared measure. Parts without a city are in proportion to their scores, with noise.
2. Counts: shares of plausible national totals, rounded; what rounding changes in an index goes into the payment amount,
   whose total stays the same because the rounding errors of shares add up to 0.
3. g_u = score_u - alpha_serv S_u is split into agriculture and manufacturing, alpha_agri A_u = theta_u g_u with theta
   higher away from the coast and sum_u theta_u g_u = 100 alpha_agri; fitted likewise to rows and columns. Manufacturing
   comes last, from the counts of the others, and takes up what rounding changes. Its counts are then divided among its
   four industries.
4. The year before: every value divided by a growth factor of measure, place and chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import industry_check
import industry_indices
import numpy as np
import published
from constraints import Constraint
from industry_indices import INDEXED, SERVICES, Floats, noise
from industry_volumes import (
    COMPANY,
    FARMING,
    FASTER_IN_2015,
    MANUFACTURING_PARTS,
    SECTOR_PARTS,
    SERVICE_PARTS,
    SHARED,
)
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Table = dict[str, NDArray[np.generic]]
Leaves = dict[tuple[str, str], float]

AMOUNT = "payment_amount"
FITTING_STEPS = 60


@dataclass(frozen=True)
class IndustryTargets:
    """The industry sub-index in percent of the nation: cities, parts of provinces without a city, and the rest."""

    cities: Mapping[str, float]
    province_only: Mapping[str, float]

    def of_units(self, cities: Sequence[str], provinces: Sequence[str]) -> Floats:
        """Return the scores of cities, provinces' own parts and the nation's own part; they add up to 100."""
        known = [round(self.cities[city], 10) for city in cities]
        known += [round(self.province_only[province], 10) for province in provinces]
        return np.array([*known, 100.0 - sum(known)])


def weighted(weights: Floats, values: Floats) -> Floats:
    """Return weighted sums over the first axis, in a fixed order: a matrix product would depend on the machine."""
    return np.asarray((weights[:, None] * values).sum(axis=0))


def fitted(base: Floats, weights: Floats, rows: Floats, column: float) -> Floats:
    """Scale a matrix (measure, unit) to weighted sums per unit and to one total per measure."""
    fit = base.copy()
    for _ in range(FITTING_STEPS):
        fit *= rows / np.maximum(weighted(weights, fit), 1e-300)
        fit *= (column / fit.sum(axis=1))[:, None]
    return fit


def shares(counts: Integers) -> Floats:
    """Return shares in percent of the total of a measure, along the last axis."""
    return np.asarray(100.0 * counts / counts.sum(axis=-1, keepdims=True))


def settled(counts: Integers, weights: Floats, rows: Floats, amount: int) -> Integers:
    """Move the payment amount so that the weighted shares of the counts are the rows."""
    moved = counts.copy()
    for _ in range(3):
        change = (rows - weighted(weights, shares(moved))) * moved[amount].sum() / (100.0 * weights[amount])
        moved[amount] = np.maximum(moved[amount] + np.rint(change).astype(np.int64), 0)
    return moved


class Weights:
    """The expert weights that this module needs, by measure and industry."""

    def __init__(self, alpha: Sequence[Mapping[str, str]]) -> None:
        """Read rows with parent, node, measure_code, industry_code and alpha_in_group."""
        self.sector = {row["node"]: float(row["alpha_in_group"]) for row in alpha if row["parent"] == "industry"}
        self.leaves: dict[str, Leaves] = {}
        for row in alpha:
            if row["measure_code"]:
                group = self.leaves.setdefault(row["parent"], {})
                group[row["industry_code"], row["measure_code"]] = float(row["alpha_in_group"])

    def shared(self, sector: str) -> Floats:
        """Return the weights of the twelve shared measures in a sector."""
        return np.array([self.leaves[sector][sector, measure] for measure in SHARED])

    def company(self, industry: str) -> Floats:
        """Return the weights of the company measures of an industry in services."""
        return np.array([self.leaves["services"][key] for key in COMPANY if key[0] == industry])

    def index(self, industry: str) -> Floats:
        """Return the weights in the industry's own index: twelve shared measures, then the company's."""
        measures = [*SHARED, *(measure for owner, measure in COMPANY if owner == industry)]
        if industry not in INDEXED:
            return np.full(len(measures), 1.0 / len(measures))
        return np.array([self.leaves[f"{industry}_index"][industry, measure] for measure in measures])


class Services:
    """Counts of the service industries: matrices (measure, unit), the shared measures first."""

    def __init__(self, weights: Weights, cities: int) -> None:
        """Divide the shared measures among the industries."""
        self.weights, self.cities = weights, cities
        parts = np.array([SERVICE_PARTS[industry] for industry in SERVICES])[:, None]
        parts = parts * noise("service parts", (len(SERVICES), len(SHARED)), 0.2)
        self.parts = parts / parts.sum(axis=0)
        self.counts: dict[str, Integers] = {}

    def industry_weights(self) -> dict[str, float]:
        """Return the weight of each industry in services when all its measures have the same profile."""
        shared = weighted(self.weights.shared("services"), self.parts.T)
        return {
            industry: float(shared[number] + self.weights.company(industry).sum())
            for number, industry in enumerate(SERVICES)
        }

    def build(self, indices: Mapping[str, Floats], scores: Floats, company_factor: Floats) -> None:
        """Fit the shares of every industry to its index and turn them into counts."""
        for number, industry in enumerate(SERVICES):
            weights = self.weights.index(industry)
            base = indices[industry] * noise(f"{industry} cities", (weights.size, self.cities), 0.15)
            base[len(SHARED) :] *= company_factor
            part = float(scores[: self.cities].sum()) / 100.0
            inside = fitted(base, weights, indices[industry], 100.0) * part
            outside = scores[self.cities :] * noise(
                f"{industry} outside", (weights.size, scores.size - self.cities), 0.1
            )
            outside *= 100.0 * (1.0 - part) / outside.sum(axis=1, keepdims=True)
            totals = np.array(
                [total * self.parts[number, place] for place, (total, _) in enumerate(SHARED.values())]
                + [total for (owner, _), (total, _) in COMPANY.items() if owner == industry]
            )
            counts = np.rint(np.hstack([inside, outside]) * totals[:, None] / 100.0).astype(np.int64)
            amount = list(SHARED).index(AMOUNT)
            if industry in INDEXED:
                counts[:, : self.cities] = settled(counts[:, : self.cities], weights, indices[industry], amount)
            self.counts[industry] = counts

    def scores(self) -> Floats:
        """Return the score of services in percent of the nation, for all units."""
        together = np.sum([self.counts[industry][: len(SHARED)] for industry in SERVICES], axis=0)
        score = weighted(self.weights.shared("services"), shares(together))
        for industry in SERVICES:
            score = score + weighted(self.weights.company(industry), shares(self.counts[industry][len(SHARED) :]))
        return score


def agriculture_part(rest: Floats, lean: Floats, total: float) -> Floats:
    """Return what of the rest goes to agriculture: a logistic share by lean that adds up to the total."""
    low, high = -20.0, 20.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if (rest / (1.0 + np.exp(-lean - middle))).sum() < total else (low, middle)
    part = np.round(rest / (1.0 + np.exp(-lean - high)), 12)
    return np.asarray(part * (total / part.sum()))


def sector_counts(name: str, weights: Floats, rows: Floats, settle: bool) -> Integers:
    """Return counts (measure, unit) of a sector whose weighted shares are the rows."""
    fit = fitted(rows * noise(f"{name} units", (weights.size, rows.size), 0.2), weights, rows, 100.0)
    totals = np.array([total for total, _ in SHARED.values()]) * SECTOR_PARTS[name]
    totals *= noise(f"{name} totals", totals.shape, 0.15)
    counts = np.rint(fit * totals[:, None] / 100.0).astype(np.int64)
    return settled(counts, weights, rows, list(SHARED).index(AMOUNT)) if settle else counts


def divided(counts: Integers) -> dict[str, Integers]:
    """Divide the counts of the manufacturing type among its four industries."""
    units = counts.shape[1]
    parts = {
        industry: part * noise(f"{industry} units", (units,), 0.35) * noise(f"{industry} measures", counts.shape, 0.1)
        for industry, part in MANUFACTURING_PARTS.items()
    }
    whole = np.maximum(sum(parts.values(), start=np.zeros(counts.shape)) + 0.25, 1.0)
    small = {industry: np.floor(counts * part / whole).astype(np.int64) for industry, part in parts.items()}
    rest = counts - sum(small.values(), start=np.zeros_like(counts))
    return {"manufacturing": rest} | small


def lean_to_agriculture(seeds: Path, units: Sequence[str]) -> Floats:
    """Return how far a unit leans to agriculture: least in large coastal cities, most in inland prefectures."""
    areas = published.areas(seeds)
    large = ("municipality", "provincial_capital", "sub_provincial_city")
    lean = [
        (0.0 if areas[unit]["economic_zone"] == "east" else 0.45) - (0.5 if areas[unit]["city_type"] in large else 0.0)
        for unit in units
    ]
    return np.array(lean) + noise("lean to agriculture", (len(units),), 0.12)


def growth(seeds: Path, units: Sequence[str]) -> Floats:
    """Return the growth of a unit against the nation from 2014 to 2015."""
    areas = published.areas(seeds)
    by_type = {"provincial_capital": 0.98, "sub_provincial_city": 0.99, "municipality": 0.96, "other_prefecture": 1.04}
    factors = [
        0.93 if areas[unit]["is_first_tier"] == "true" else by_type.get(areas[unit]["city_type"], 1.0) for unit in units
    ]
    special = [FASTER_IN_2015.get(unit, 1.0) for unit in units]
    return np.asarray(np.array(factors) * np.array(special) * noise("growth of units", (len(units),), 0.02))


def as_tables(seeds: Path, units: Sequence[str], counts: Mapping[str, Integers]) -> dict[str, Table]:
    """Return the tables of the sources, both years, in the order of period, industry, measure and unit."""
    by_table: dict[str, list[tuple[str, str, str, Integers]]] = {}
    of_units = growth(seeds, units)
    for period in ("2014", "2015"):
        for industry, matrix in counts.items():
            company = {measure: factor for (owner, measure), (_, factor) in COMPANY.items() if owner == industry}
            factors = {measure: factor for measure, (_, factor) in SHARED.items()} | company
            for (measure, factor), values in zip(factors.items(), matrix, strict=True):
                source = "tencent__industry" if measure in SHARED else f"{measure.partition('_')[0]}__records"
                if period == "2014":
                    chance = noise(f"{industry} {measure} growth", (len(units),), 0.03)
                    values = np.rint(values / (factor * of_units * chance)).astype(np.int64)
                by_table.setdefault(source, []).append((period, industry, measure, values))
    return {
        name: {
            "period_code": np.repeat(np.array([one[0] for one in blocks], dtype=object), len(units)),
            "area_code": np.tile(np.array(units, dtype=object), len(blocks)),
            "industry_code": np.repeat(np.array([one[1] for one in blocks], dtype=object), len(units)),
            "measure_code": np.repeat(np.array([one[2] for one in blocks], dtype=object), len(units)),
            "value": np.concatenate([one[3] for one in blocks]),
        }
        for name, blocks in by_table.items()
    }


def records(
    targets: IndustryTargets, alpha: Sequence[Mapping[str, str]], seeds: Path
) -> tuple[dict[str, Table], list[Constraint]]:
    """Return the tables of raw records and the constraints, each recomputed from the tables alone."""
    cities, provinces = published.cities(seeds), published.provinces(seeds)
    units = [*cities, *provinces, published.NATION]
    scores = targets.of_units(cities, provinces)
    weights = Weights(alpha)
    services = Services(weights, len(cities))
    alpha_services = weights.sector["services"]
    indices = industry_indices.solve(seeds, scores[: len(cities)], services.industry_weights(), alpha_services)

    factor = np.ones(len(cities))
    for _ in range(30):
        services.build(indices, scores, factor)
        rest = scores - alpha_services * services.scores()
        over = rest[: len(cities)] < 0.05 * scores[: len(cities)]
        if not over.any():
            break
        factor = np.where(over, 0.85 * factor, factor)
    else:
        over_cities = ", ".join(city for city, is_over in zip(cities, over, strict=True) if is_over)
        raise RuntimeError(f"services take more than the industry sub-index of {over_cities}")

    farming = agriculture_part(rest, lean_to_agriculture(seeds, units), 100.0 * weights.sector["agriculture"])
    farming_weights = weights.shared("agriculture")
    farm = sector_counts("agriculture", farming_weights, farming / weights.sector["agriculture"], False)
    rest = rest - weights.sector["agriculture"] * weighted(farming_weights, shares(farm))
    goods_weights = weights.shared("manufacturing_type")
    goods = sector_counts("manufacturing_type", goods_weights, rest / weights.sector["manufacturing_type"], True)

    tables = as_tables(seeds, units, {FARMING: farm} | divided(goods) | services.counts)
    return tables, industry_check.check(tables, alpha, seeds, dict(zip(units, scores.tolist(), strict=True)))
