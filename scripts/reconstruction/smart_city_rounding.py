"""The offers in whole numbers: the first programme is solved, rounded in steps, and solved again for the rest.

The totals of the shares are constants near which the programme has a solution; the offers of whole provinces and of
the largest cities are rounded one by one to the side that costs less, the others a few at a time, the clearest first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import smart_city_design as design
import smart_city_programme as programme
from linear_programme import FloatArray, InfeasibleError
from smart_city_design import Offer, Totals
from smart_city_programme import Problem

SLACK = 0.012
STEP = 12
LOOKED_AHEAD = 6
FIRST_TOTALS = Totals((6932.0, 1113.0), (585.0, 119.5), (254.5, 254.5), (np.zeros(0), np.zeros(0)))

Solution = tuple[dict[int, float], dict[str, FloatArray]]


def rounded(
    found: Mapping[str, FloatArray], blocks: Sequence[str], fixed: Mapping[int, float]
) -> list[tuple[int, float]]:
    """Return the open numbers with their nearest integers: those of whole provinces first, then the clearest."""
    options = []
    for place, block in enumerate(blocks):
        for part in range(4):
            column, value = 4 * place + part, float(found[block][part])
            if column not in fixed:
                is_city = block not in design.WIDE_PROVINCES
                options.append((is_city, round(abs(value - round(value)), 6), column, float(round(value))))
    return [(column, value) for _, _, column, value in sorted(options)]


def find_offers(problem: Problem) -> dict[str, Offer]:
    """Solve the first programme, then round its numbers in steps and solve it again for the others after each."""
    units = problem.geo.cities[: problem.geo.units]
    blocks = [*design.WIDE_PROVINCES, *(city for city in problem.local if city in units)]
    offers = {block: Offer(8.0, 3.0, 4.0, 4.0) for block in design.WIDE_PROVINCES}
    offers |= {block: Offer(2.0, 1.0, 1.0, 2.0) for block in blocks if block in units}
    fixed: dict[int, float] = {}
    found: dict[str, FloatArray] = {}
    for _ in range(3):
        quality = design.totals_of(
            problem.geo, offers, programme.NATIONAL_POINTS, programme.NATIONAL_LEVEL, problem.alpha
        ).quality
        totals = replace(FIRST_TOTALS, quality=quality)
        found = programme.solve_design(problem, totals, SLACK, fixed)
        offers = {block: Offer(*found[block].tolist()) for block in blocks}
    for column in range(4 * (len(design.WIDE_PROVINCES) + LOOKED_AHEAD)):
        fixed, found = better_of(problem, totals, fixed, column, float(found[blocks[column // 4]][column % 4]))
    while len(fixed) < 4 * len(blocks):
        fixed, found = try_step(problem, totals, fixed, rounded(found, blocks, fixed)[:STEP])
    return {block: Offer(*found[block].round().tolist()) for block in blocks}


def better_of(problem: Problem, totals: Totals, fixed: Mapping[int, float], column: int, value: float) -> Solution:
    """Round one number down or up, whichever leaves the better programme."""
    choices = sorted({float(np.floor(value + 1e-6)), float(np.ceil(value - 1e-6))})
    solutions: list[Solution] = []
    for choice in choices:
        trial = {**fixed, column: choice}
        found = try_solve(problem, totals, trial)
        if found is not None:
            solutions.append((trial, found))
    if not solutions:
        return try_step(problem, totals, fixed, [(column, round(value))])
    return min(solutions, key=lambda one: float(one[1][""][0]))


def try_solve(problem: Problem, totals: Totals, fixed: Mapping[int, float]) -> dict[str, FloatArray] | None:
    """Return the solution with some numbers fixed, with as little slack in the totals as it takes."""
    for slack in (SLACK, 4.0 * SLACK, 12.0 * SLACK):
        try:
            return programme.solve_design(problem, totals, slack, fixed)
        except InfeasibleError:
            continue
    return None


def try_step(
    problem: Problem, totals: Totals, fixed: Mapping[int, float], options: Sequence[tuple[int, float]]
) -> Solution:
    """Fix some numbers; where that is infeasible fix the first alone, as near as possible."""
    column, value = options[0]
    singles = [{column: max(value + shift, 0.0)} for shift in (0.0, 1.0, -1.0, 2.0, -2.0, 4.0, -4.0)]
    for part in (dict(options), *singles):
        trial = {**fixed, **part}
        found = try_solve(problem, totals, trial)
        if found is not None:
            return trial, found
    raise InfeasibleError(f"no integer for column {column} near {value}")
