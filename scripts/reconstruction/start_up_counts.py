"""Whole numbers of new apps and effective projects behind the entrepreneurship scores.

With A apps and P projects in all cities a city's score is 0.38907 * 100 a / A + 0.61093 * 100 p / P: one project is
worth about 15.5 apps, so that a few more or fewer projects with the apps to match give nearly any score. For every
city the share of projects follows from its apps per project; around it whole projects are tried and the apps are
rounded, until the score is met. Cities outside the top hundred then take up what is left of A and P.
"""

import itertools
import random
from dataclasses import dataclass

import numpy as np
from expert_scores import PRINTED_SUMS
from linear_programme import FloatArray, IntArray
from sub_index_prior import Printed

# 9.89 apps per project; these totals let whole numbers give the printed ratios and scores of the three exact cities.
APPS = 404_822
PROJECTS = 40_937
APP_WEIGHT = PRINTED_SUMS["new_apps"] / (PRINTED_SUMS["new_apps"] + PRINTED_SUMS["effective_projects"])
PROJECT_WEIGHT = 1.0 - APP_WEIGHT
APP_POINTS = 100.0 * APP_WEIGHT / APPS
PROJECT_POINTS = 100.0 * PROJECT_WEIGHT / PROJECTS
ENTREPRENEURSHIP = 2

# Apps per project: Beijing, Chongqing and Xiamen as printed, the other three of the first five above 10.
PRINTED_RATIOS = {"110100": 14.47, "440300": 11.24, "310100": 11.2, "440100": 11.0, "500100": 2.84, "350200": 8.85}
EXACT_RATIOS = ("110100", "500100", "350200")


@dataclass(frozen=True)
class Counts:
    """Apps and projects of the cities and of the province-only records, and the scores they give."""

    apps: IntArray
    projects: IntArray
    province_apps: IntArray
    province_projects: IntArray
    city_scores: FloatArray
    province_only_scores: FloatArray
    province_scores: FloatArray


def score(apps: IntArray, projects: IntArray) -> FloatArray:
    """Return the scores that the counts give in the shares of the cities' total."""
    return np.asarray(APP_POINTS * apps + PROJECT_POINTS * projects, dtype=np.float64)


def whole_counts(printed: Printed, targets: FloatArray, only: FloatArray, phi: float) -> Counts:
    """Return counts whose scores are the targets, the city scores to about 1e-5."""
    ratios = _ratios(printed, targets)
    apps, projects = np.zeros(len(targets), dtype=np.int64), np.zeros(len(targets), dtype=np.int64)
    for city, target in enumerate(targets):
        exact = printed.cities[city] in EXACT_RATIOS
        listed = printed.scores[city, ENTREPRENEURSHIP]
        if not np.isnan(listed):
            target = listed if exact else np.clip(target, listed - 0.000044, listed + 0.000044)
        apps[city], projects[city] = _nearest(float(target), float(ratios[city]), exact)
    _descending(printed, apps, projects, ratios)
    unprinted = np.isnan(printed.scores)
    loose = np.flatnonzero(unprinted[:, ENTREPRENEURSHIP] & (unprinted.sum(axis=1) > 2))
    _take_up(apps, projects, targets, loose)
    province_apps, province_projects = _province_only(only, phi)
    all_apps, all_projects = APPS + province_apps.sum(), PROJECTS + province_projects.sum()
    inside = np.array(printed.province)
    in_province_apps = province_apps + np.bincount(inside, apps, len(only)).astype(np.int64)
    in_province_projects = province_projects + np.bincount(inside, projects, len(only)).astype(np.int64)
    parts = 100.0 * APP_WEIGHT * province_apps / province_apps.sum()
    return Counts(
        apps,
        projects,
        province_apps,
        province_projects,
        score(apps, projects),
        np.asarray(parts + 100.0 * PROJECT_WEIGHT * province_projects / province_projects.sum()),
        np.asarray(
            100.0 * APP_WEIGHT * in_province_apps / all_apps
            + 100.0 * PROJECT_WEIGHT * in_province_projects / all_projects
        ),
    )


def _descending(printed: Printed, apps: IntArray, projects: IntArray, ratios: FloatArray) -> None:
    """Where two printed scores tie and the counts do not keep the printed order, lower the second a little."""
    order = printed.lists[ENTREPRENEURSHIP]
    for better, worse in itertools.pairwise(order):
        above = APP_POINTS * apps[better] + PROJECT_POINTS * projects[better]
        lower = 0.0
        while APP_POINTS * apps[worse] + PROJECT_POINTS * projects[worse] > above - 0.000001:
            lower += 0.000005
            apps[worse], projects[worse] = _nearest(above - lower, float(ratios[worse]), False)


def _ratios(printed: Printed, targets: FloatArray) -> FloatArray:
    """Return the apps per project to aim at; those not printed are scaled so that the national ratio comes out."""
    ratios = np.zeros(len(targets))
    free = np.ones(len(targets), dtype=bool)
    for city, code in enumerate(printed.cities):
        ratios[city] = PRINTED_RATIOS.get(code, 9.0 * np.exp(random.Random(f"ratio {code}").gauss(0.0, 0.22)))
        free[city] = code not in PRINTED_RATIOS
    for _ in range(60):
        projects = targets / (APP_POINTS * ratios + PROJECT_POINTS)
        ratios[free] *= (APPS - (projects * ratios)[~free].sum()) / (projects * ratios)[free].sum()
    return ratios


def _nearest(target: float, ratio: float, exact: bool) -> tuple[int, int]:
    """Return the apps and projects whose score is nearest to the target, with about that many apps per project."""
    middle = target / (APP_POINTS * ratio + PROJECT_POINTS)
    reach = 1 if exact else min(1 + int(0.2 * middle), 14)
    best = (np.inf, 0, 0)
    for projects in range(max(1, round(middle) - reach), round(middle) + reach + 1):
        apps = max(0, round((target - PROJECT_POINTS * projects) / APP_POINTS))
        missed = abs(APP_POINTS * apps + PROJECT_POINTS * projects - target)
        if exact and (projects == 0 or abs(apps / projects - ratio) > 0.0045):
            continue
        best = min(best, (missed, apps, projects))
    return best[1], best[2]


def _take_up(apps: IntArray, projects: IntArray, targets: FloatArray, loose: IntArray) -> None:
    """Move the loose cities by a project and the apps of its worth, or by an app, until both totals are met."""
    per_project = PROJECT_POINTS / APP_POINTS
    while (left := PROJECTS - int(projects.sum())) != 0:
        step = 1 if left > 0 else -1
        shift = step * round(per_project)
        allowed = [city for city in loose if 1 <= projects[city] + step <= (apps[city] - shift) / 4]
        if not allowed:
            raise RuntimeError("no city can take up what is left of the projects")
        missed = score(apps[allowed] - shift, projects[allowed] + step) - targets[allowed]
        for place in np.argsort(np.abs(missed), kind="stable")[: abs(left)]:
            apps[allowed[place]] -= shift
            projects[allowed[place]] += step
    while (left := APPS - int(apps.sum())) != 0:
        step = 1 if left > 0 else -1
        missed = step * (score(apps[loose], projects[loose]) - targets[loose])
        for place in np.argsort(missed, kind="stable")[: abs(left)]:
            apps[loose[place]] += step


def _province_only(only: FloatArray, phi: float) -> tuple[IntArray, IntArray]:
    """Return the counts of the records without a city: shares of phi times the cities' totals."""
    parts = only / only.sum()
    counts = []
    for total in (round(phi * APPS), round(phi * PROJECTS)):
        whole = np.floor(parts * total).astype(np.int64)
        rest = np.argsort(-(parts * total - whole), kind="stable")[: total - int(whole.sum())]
        whole[rest] += 1
        counts.append(whole)
    return counts[0], counts[1]
