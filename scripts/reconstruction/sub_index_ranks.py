"""The ranks that the dark-horse tables print for cities outside the top hundred.

A table prints differences of ranks. Together with the printed ranks they fix most ranks of their cities; five cities
stand in none of the lists, and the level of their ranks is free: it is chosen so that the scores at these ranks add
up to the city's printed total as nearly as possible.
"""

from pathlib import Path

import numpy as np
import published
from linear_programme import FloatArray
from sub_index_prior import INDUSTRY, SUB_INDICES, WEIGHTS, Printed
from sub_index_programme import ENTREPRENEURSHIP, INFRASTRUCTURE, WEIGHTED, Order

Ranks = dict[int, dict[int, int]]  # column -> city -> rank

LEADS = ("industry_lead", "entrepreneurship_lead", "smart_city_lead")
THRESHOLD = 20


def weighted(scores: FloatArray) -> FloatArray:
    """Return the four sub-indices and, as a fifth column, the weighted score of industry and entrepreneurship."""
    pair = [INDUSTRY, ENTREPRENEURSHIP]
    return np.column_stack([scores, scores[:, pair] @ WEIGHTS[pair]])


def ranks_of(scores: FloatArray) -> FloatArray:
    """Return the rank of every city in every column, best first."""
    order = np.argsort(-scores, axis=0, kind="stable")
    ranks = np.empty_like(scores)
    for column in range(scores.shape[1]):
        ranks[order[:, column], column] = np.arange(1, len(scores) + 1)
    return ranks


def required_ranks(printed: Printed, seeds: Path, scores: FloatArray, levels: dict[int, int]) -> Ranks:
    """Return the ranks that the tables ask for, where the lists do not print them already.

    Levels holds infrastructure ranks of cities whose level is free, where they are chosen already.
    """
    number = {code: index for index, code in enumerate(printed.cities)}
    listed = [{city: place for place, city in enumerate(order, start=1)} for order in printed.lists]
    ranks: Ranks = {column: {} for column in range(5)}

    def fix(column: int, city: int, rank: int) -> None:
        if column == WEIGHTED or city not in listed[column]:
            if ranks[column].setdefault(city, rank) != rank:
                raise ValueError(f"{printed.cities[city]} has two ranks in column {column}")
        elif listed[column][city] != rank:
            raise ValueError(f"{printed.cities[city]} stands at another rank in {SUB_INDICES[column]}")

    for code, figures in published.rank_leads(seeds, "smart_city_leads").items():
        for column, sub_index in enumerate(SUB_INDICES[:3]):
            fix(column, number[code], figures["smart_city_rank"] + figures[f"lead_over_{sub_index}"])
    for code, figures in published.rank_leads(seeds, "leads_over_gdp").items():
        fix(WEIGHTED, number[code], figures["industry_entrepreneurship_rank"])
    for code, figures in published.rank_leads(seeds, "leads_over_infrastructure").items():
        city = number[code]
        leads = [0, *(figures[name] for name in LEADS)]
        known = [listed[column][city] + leads[column] for column in range(4) if city in listed[column]]
        known.extend(ranks[column][city] + leads[column] for column in range(4) if city in ranks[column])
        base = known[0] if known else levels.get(city) or _free_level(city, leads, printed, scores, ranks)
        for column in range(4):
            fix(column, city, base - leads[column])
    return ranks


def _free_level(city: int, leads: list[int], printed: Printed, scores: FloatArray, ranks: Ranks) -> int:
    """Return the infrastructure rank at which the scores at the four ranks best add up to the city's total."""
    sorted_scores = -np.sort(-scores, axis=0)
    best, level = np.inf, 0
    for base in range(max(101 + lead for lead in leads), len(scores) + 1):
        places = [base - lead for lead in leads]
        if any(place in ranks[column].values() for column, place in enumerate(places)):
            continue
        total = sum(WEIGHTS[column] * sorted_scores[place - 1, column] for column, place in enumerate(places))
        if abs(total - printed.totals[city]) < best:
            best, level = abs(total - printed.totals[city]), base
    return level


def orders(ranks: Ranks, scores: FloatArray) -> list[Order]:
    """Put the other cities, in the order of their scores, on the places that are left."""
    result = []
    for column, fixed in ranks.items():
        by_rank = {rank: city for city, rank in fixed.items()}
        if len(by_rank) != len(fixed):
            raise ValueError(f"two cities at one rank in column {column}")
        others = [int(city) for city in np.argsort(-scores[:, column], kind="stable") if int(city) not in fixed]
        between: list[list[int]] = [[]]
        cities: list[int] = []
        for rank in range(1, len(scores) + 1):
            if rank in by_rank:
                cities.append(by_rank[rank])
                between.append([])
            else:
                between[-1].append(others.pop(0))
        result.append(Order(column, cities, between))
    return result


def missed_ranks(ranks: Ranks, scores: FloatArray) -> list[tuple[int, int, int, int]]:
    """Return (column, city, rank asked for, rank reached) where they differ."""
    reached = ranks_of(scores)
    return [
        (column, city, rank, int(reached[city, column]))
        for column, fixed in ranks.items()
        for city, rank in fixed.items()
        if reached[city, column] != rank
    ]


def further_dark_horses(printed: Printed, seeds: Path, scores: FloatArray) -> list[int]:
    """Return the cities that lead by more than 20 ranks in all three although the table does not have them.

    A city whose ranks another table prints is left out: the report contradicts itself there (Yunfu).
    """
    table = {
        *published.rank_leads(seeds, "leads_over_infrastructure"),
        *published.rank_leads(seeds, "smart_city_leads"),
    }
    ranks = ranks_of(scores[:, :4])
    lead = ranks[:, [INFRASTRUCTURE]] - ranks[:, 1:]
    over = np.flatnonzero((lead > THRESHOLD).all(axis=1))
    return [int(city) for city in over if printed.cities[int(city)] not in table]


def held_back(cities: list[int], scores: FloatArray) -> list[tuple[int, int]]:
    """Return, for further dark horses, the city that each has to leave behind in infrastructure to be none."""
    ranks = ranks_of(scores[:, :4])
    by_infrastructure = np.argsort(-scores[:, INFRASTRUCTURE], kind="stable")
    pairs = []
    for city in cities:
        nearest = int(ranks[city, 1:].max()) + THRESHOLD - 5
        pairs.append((city, int(by_infrastructure[nearest - 1])))
    return pairs


def at_ranks(printed: Printed, prior: FloatArray, ranks: Ranks) -> FloatArray:
    """Move the prior scores of the cities whose ranks are printed to the scores now found at these ranks."""
    at = -np.sort(-weighted(prior), axis=0)
    moved = prior.copy()
    for city in sorted({city for fixed in ranks.values() for city in fixed}):
        known = [column for column in range(4) if not np.isnan(printed.scores[city, column])]
        for column in range(4):
            if city in ranks[column]:
                moved[city, column] = at[ranks[column][city] - 1, column]
                known.append(column)
        if city in ranks[WEIGHTED]:
            pair = (INDUSTRY, ENTREPRENEURSHIP)
            _scale(printed, moved, city, pair, known, at[ranks[WEIGHTED][city] - 1, WEIGHTED], 0.3)
            known.extend(pair)
        _scale(printed, moved, city, (0, 1, 2, 3), known, printed.totals[city], 0.5)
    return moved


def _scale(
    printed: Printed,
    scores: FloatArray,
    city: int,
    columns: tuple[int, ...],
    known: list[int],
    total: float,
    least: float,
) -> None:
    """Scale the scores of a city that are not known so that the weighted sum over the columns is the total."""
    free = [column for column in columns if column not in known]
    if free:
        have = sum(WEIGHTS[column] * scores[city, column] for column in columns if column in known)
        factor = max((total - have) / float(WEIGHTS[free] @ scores[city, free]), least)
        scores[city, free] = np.minimum(scores[city, free] * factor, 0.98 * printed.last[free])
