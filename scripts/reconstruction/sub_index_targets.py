"""The scores that the raw records have to return: every printed one, and plausible ones where none is printed.

A linear programme cannot ask for a rank, only for sides: that some cities stand before and others behind. So the
printed ranks are reached by turns: cities are sorted by their scores and put on sides, the programme is solved with a
price on every city that cannot keep its side, those are nudged to the other side in the next sorting, until none is
left. The order of the cities in which all ranks hold is kept in a file beside this module: with it one solution is
enough, and without it the search starts again. Then entrepreneurship is turned into whole apps and projects, and the
programme is solved once more around them.
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from linear_programme import FloatArray, IntArray
from start_up_counts import Counts, whole_counts
from sub_index_prior import INDUSTRY, SUB_INDICES, Printed, prior, read
from sub_index_programme import (
    ENTREPRENEURSHIP,
    PHI,
    WEIGHTED,
    Order,
    Request,
    Unknowns,
    build,
    gap_of,
    provincial_industry,
    sides,
)
from sub_index_ranks import (
    Ranks,
    at_ranks,
    further_dark_horses,
    held_back,
    missed_ranks,
    orders,
    required_ranks,
    weighted,
)

KEPT_ORDER = Path(__file__).with_name("sub_index_order.csv")
TURNS = 42
EXCHANGES = 15
ORDERED = (*SUB_INDICES, "industry_and_entrepreneurship")
KEPT_PRICE = 2_000_000.0
FADING = 0.95  # how much of a nudge is left in the next turn
LAST_PHASE = 15  # turns after which missing a rank costs more


@dataclass(frozen=True)
class Targets:
    """Scores of 351 cities (columns: the four sub-indices) and 31 provinces, in the order of the codes."""

    cities: list[str]
    provinces: list[str]
    province: IntArray  # of every city, as a number into the provinces
    city_scores: FloatArray  # 351 x 4
    province_only: FloatArray  # 31 x 3: shares of 100, for industry percent of the nation
    province_scores: FloatArray  # 31 x 4
    province_totals: FloatArray  # 31
    phi: dict[int, float]  # province-only part per column
    industry_unattributed: float
    counts: Counts
    ranks: Ranks


@dataclass
class _Search:
    """The state of the search for scores with the printed ranks."""

    scores: FloatArray
    request: Request
    missed: int
    horses: int


def solve(seeds: Path) -> Targets:
    """Return scores that meet the printed figures."""
    printed = read(seeds)
    search, ranks = _kept_order(printed, seeds) or _with_ranks(printed, seeds)
    first, unknowns = _run(printed, seeds, search.request)
    only = first[unknowns.only]
    counts = whole_counts(
        printed, first[unknowns.city][:, ENTREPRENEURSHIP], only[:, ENTREPRENEURSHIP], PHI[ENTREPRENEURSHIP]
    )
    request = search.request
    request.counts, request.provincial_counts = counts.city_scores, counts.province_scores
    solution, unknowns = _run(printed, seeds, request)
    only = solution[unknowns.only]
    only[:, ENTREPRENEURSHIP] = counts.province_only_scores
    missed = missed_ranks(ranks, weighted(solution[unknowns.city]))
    if missed:
        raise RuntimeError(f"printed ranks (list, city, printed, reached) that do not hold: {missed}")
    return Targets(
        printed.cities,
        printed.provinces,
        np.array(printed.province, dtype=np.int64),
        solution[unknowns.city],
        only,
        solution[unknowns.province],
        solution[unknowns.total],
        PHI,
        100.0 - float(provincial_industry(seeds, printed.provinces).sum()),
        counts,
        ranks,
    )


def _start(printed: Printed, seeds: Path, levels: dict[int, int]) -> tuple[FloatArray, Ranks]:
    """Return the prior with the cities of the tables at their ranks, and these ranks."""
    first = prior(printed, provincial_industry(seeds, printed.provinces))
    solution, unknowns = _run(printed, seeds, Request(first))
    ranks = required_ranks(printed, seeds, weighted(solution[unknowns.city]), levels)
    scores = first
    for _ in range(6):
        scores = at_ranks(printed, scores, ranks)
    return np.clip(scores, 0.55 * first, 1.8 * first), ranks


def _kept_order(printed: Printed, seeds: Path) -> tuple[_Search, Ranks] | None:
    """Return the scores for the order of the cities that an earlier search found, if the ranks hold in it."""
    if not KEPT_ORDER.exists():
        return None
    with KEPT_ORDER.open(encoding="utf-8", newline="") as file:
        rows = {row["area_code"]: row for row in csv.DictReader(file)}
    number = {code: place for place, code in enumerate(printed.cities)}
    groups = np.array([[int(rows[code][name]) for name in ORDERED] for code in printed.cities])
    ahead = [(number[code], number[row["ahead_of"]]) for code, row in rows.items() if row["ahead_of"]]
    levels = {number[code]: int(row["infrastructure_rank"]) for code, row in rows.items() if row["infrastructure_rank"]}
    start, ranks = _start(printed, seeds, levels)
    kept = []
    for column, fixed in ranks.items():
        others = [city for city in range(len(groups)) if city not in fixed]
        between = [[city for city in others if groups[city, column] == group] for group in range(len(fixed) + 1)]
        kept.append(Order(column, sorted(fixed, key=fixed.__getitem__), between))
    request = Request(start, kept, sorted(ahead), KEPT_PRICE)
    solution, unknowns = _run(printed, seeds, request)
    scores = solution[unknowns.city]
    if missed_ranks(ranks, weighted(scores)) or further_dark_horses(printed, seeds, scores):
        return None
    return _Search(scores, request, 0, 0), ranks


def _keep_order(printed: Printed, search: _Search, ranks: Ranks) -> None:
    """Write between which of the cities with printed ranks the search found every other city."""
    groups = np.zeros((len(printed.cities), len(ORDERED)), dtype=np.int64)
    for order in search.request.orders:
        for place, group in enumerate(order.between):
            groups[group, order.column] = place
    ahead = {better: printed.cities[worse] for better, worse in search.request.ahead}
    lines = [",".join(["area_code", *ORDERED, "ahead_of", "infrastructure_rank"])]
    for city, code in enumerate(printed.cities):
        fields = [code, *map(str, groups[city]), ahead.get(city, ""), str(ranks[0].get(city, ""))]
        lines.append(",".join(fields))
    KEPT_ORDER.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _run(printed: Printed, seeds: Path, request: Request) -> tuple[FloatArray, Unknowns]:
    programme, unknowns = build(printed, seeds, request)
    return programme.solve(), unknowns


def _with_ranks(printed: Printed, seeds: Path) -> tuple[_Search, Ranks]:
    """Return scores in which the printed ranks hold, or the nearest that the turns come to."""
    start, ranks = _start(printed, seeds, {})
    scores, nudges = start.copy(), np.zeros((len(start), 5))
    ahead: dict[int, int] = {}
    best: _Search | None = None
    for turn in range(TURNS):
        price = 60000.0 if turn < LAST_PHASE else 60000.0 * 1.15 ** (turn - LAST_PHASE)
        request = Request(start, orders(ranks, weighted(scores) + nudges), sorted(ahead.items()), price)
        solution, unknowns = _run(printed, seeds, request)
        scores = solution[unknowns.city]
        short = _nudge(printed, ranks, request, weighted(scores), nudges)
        horses = further_dark_horses(printed, seeds, scores)
        ahead.update(held_back(horses, scores))
        missed = len(missed_ranks(ranks, weighted(scores)))
        if best is None or (missed, len(horses)) <= (best.missed, best.horses):
            best = _Search(scores, request, missed, len(horses))
        if missed == 0 and not horses and short == 0:
            break
    assert best is not None
    return _exchanged(printed, seeds, ranks, best), ranks


def _exchanged(printed: Printed, seeds: Path, ranks: Ranks, search: _Search) -> _Search:
    """Where a rank is still missed by a place, try to put one of the next cities on the other side."""
    for column, city, rank, reached in missed_ranks(ranks, weighted(search.scores)):
        order = next(order for order in search.request.orders if order.column == column)
        place = order.fixed.index(city)
        away = np.abs(weighted(search.scores)[:, column] - weighted(search.scores)[city, column])
        source, goal = (place + 1, place) if rank > reached else (place, place + 1)
        for other in sorted(order.between[source], key=lambda one: float(away[one]))[:EXCHANGES]:
            between = [list(group) for group in order.between]
            between[source].remove(other)
            between[goal].append(other)
            changed = replace(order, between=between)
            others = [changed if one is order else one for one in search.request.orders]
            request = replace(search.request, orders=others)
            solution, unknowns = _run(printed, seeds, request)
            scores = solution[unknowns.city]
            missed = len(missed_ranks(ranks, weighted(scores)))
            if missed < search.missed and not further_dark_horses(printed, seeds, scores):
                search = _Search(scores, request, missed, 0)
                break
    return search


def _nudge(printed: Printed, ranks: Ranks, request: Request, scores: FloatArray, nudges: FloatArray) -> int:
    """Nudge the cities that could not keep their side to the other one; return how many there are."""
    count = 0
    for order in request.orders:
        column, gap = order.column, gap_of(order.column)
        for better, worse in sides(order):
            short = gap - float(scores[better, column] - scores[worse, column])
            if short < 1e-7:
                continue
            count += 1
            for city, sign in ((better, -1.0), (worse, 1.0)):
                if city not in ranks[column]:
                    bound = column == WEIGHTED and not np.isnan(printed.scores[city, [1, 2]]).any()
                    nudges[city, column] += sign * (short + gap) * (5.0 if bound else 1.0)
                    continue
                others = ((INDUSTRY, 1.5), (ENTREPRENEURSHIP, 1.5)) if column == WEIGHTED else ((WEIGHTED, 0.5),)
                for other, strength in others:
                    if city not in ranks[other]:
                        nudges[city, other] -= sign * (short + gap) * strength
    nudges *= FADING
    return count


def write_csv(targets: Targets, folder: Path) -> None:
    """Write the targets as three CSV files."""
    folder.mkdir(parents=True, exist_ok=True)

    def save(name: str, header: str, rows: list[list[str]]) -> None:
        lines = [header, *(",".join(row) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def line(code: str, numbers: list[float]) -> list[str]:
        return [code, *(repr(float(number)) for number in numbers)]

    cities = [line(code, list(targets.city_scores[place])) for place, code in enumerate(targets.cities)]
    save("city_targets", "area_code,infrastructure,industry,entrepreneurship,smart_city", cities)
    provinces = [
        line(code, [*targets.province_only[place], targets.province_scores[place, 3], targets.province_totals[place]])
        for place, code in enumerate(targets.provinces)
    ]
    header = "area_code,infrastructure_only,industry_only,entrepreneurship_only,smart_city,total"
    save("province_targets", header, provinces)
    scalars = [
        line("phi_infrastructure", [targets.phi[0]]),
        line("phi_entrepreneurship", [targets.phi[ENTREPRENEURSHIP]]),
        line("industry_unattributed", [targets.industry_unattributed]),
    ]
    save("scalars", "name,value", scalars)
