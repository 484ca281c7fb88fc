"""Regional profiles and networks of the industries, against plain Python over the industry indices."""

import math
from collections import defaultdict
from itertools import combinations
from statistics import fmean
from typing import Any

from conftest import Build

Group = tuple[str, str, str]
RADIUS = 6371.0088


def rows_of(build: Build, sql: str) -> list[Any]:
    """Rows whose values are taken as they come."""
    return list(build.query(sql))


def cities(build: Build) -> dict[Group, list[dict[str, Any]]]:
    """The units of each industry, period and level."""
    groups = defaultdict(list)
    for *group, area, region, rank, score, longitude, latitude in rows_of(
        build,
        """
        select industry_code, period_code, unit_level, area_code, industry_index.region, rank, score, longitude,
            latitude
        from industry_index inner join dim_area using (area_code)
        """,
    ):
        groups[tuple(group)].append(
            {"area": area, "region": region, "rank": rank, "score": score, "place": (longitude, latitude)}
        )
    return groups


def distance(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Great-circle distance by the chord between the two points in space, and not by the haversine."""
    chord = math.dist(*(on_sphere(*point["place"]) for point in (one, other)))
    return round(2 * RADIUS * math.asin(chord / 2), 3)


def on_sphere(longitude: float, latitude: float) -> tuple[float, float, float]:
    """A point on the sphere with radius 1."""
    lam, phi = math.radians(longitude), math.radians(latitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def role(unit: dict[str, Any]) -> str:
    """Head, core, node or nothing, by the rank."""
    return next((name for name, last in (("head", 4), ("core", 20), ("node", 50)) if unit["rank"] <= last), "")


def test_profiles_are_means_of_the_cities(embedded: Build) -> None:
    """Means, leader and multiples of every region, and in what it is strong."""
    expected: dict[Any, tuple[Any, ...]] = {}
    ratios: dict[Any, dict[str, float]] = defaultdict(dict)
    for group, units in cities(embedded).items():
        nation = fmean(unit["score"] for unit in units)
        for region in {unit["region"] for unit in units}:
            members = [unit for unit in units if unit["region"] == region]
            mean = fmean(unit["score"] for unit in members)
            leader = min(members, key=lambda unit: (-unit["score"], unit["area"]))
            if len(members) < 3:
                expected[(*group, region)] = (leader["area"], len(members), None, None, None, None)
            else:
                top = leader["score"]
                expected[(*group, region)] = (leader["area"], len(members), mean, nation, top / mean, top / nation)
                ratios[(*group[1:], region)][group[0]] = mean / nation
    rows = rows_of(
        embedded,
        """
        select industry_code, period_code, unit_level, region, leader_area_code, unit_count, region_mean, national_mean,
            leader_multiple_of_region, leader_multiple_of_nation, region_to_nation, industry_rank_in_region, status
        from industry_regional_profiles
        """,
    )
    assert len(rows) == len(expected) > 200
    for industry, period, level, region, leader, count, *figures, ratio, rank, status in rows:
        leader_there, count_there, *figures_there = expected[industry, period, level, region]
        assert (leader, count) == (leader_there, count_there)
        assert status == ("computed" if count >= 3 else "not enough data")
        for figure, figure_there in zip(figures, figures_there, strict=True):
            if figure_there is None:
                assert figure is None
            else:
                assert math.isclose(figure, figure_there, rel_tol=1e-9)
        if count >= 3:
            others = ratios[period, level, region]
            assert math.isclose(ratio, others[industry], rel_tol=1e-9)
            assert rank == 1 + sum(other > others[industry] for other in others.values())


def test_points_of_the_network(embedded: Build) -> None:
    """Parts by rank, and whether the region has a hub."""
    expected = {
        (*group, unit["area"]): (
            role(unit),
            unit["region"] in {hub["region"] for hub in units if hub["rank"] <= 20},
        )
        for group, units in cities(embedded).items()
        for unit in units
        if unit["rank"] <= 50
    }
    rows = rows_of(
        embedded,
        """
        select industry_code, period_code, unit_level, area_code, network_role, has_hub_in_region
        from industry_network_nodes
        """,
    )
    assert {row[:4]: row[4:] for row in rows} == expected
    assert {has_hub for *_, has_hub in rows} == {True, False}


def test_lines_of_the_network(embedded: Build) -> None:
    """The relative neighbourhood graph of the cores and the nearest hubs, by trying all pairs."""
    expected = {}
    for group, units in cities(embedded).items():
        parts = defaultdict(list)
        for unit in sorted(units, key=lambda unit: (unit["rank"], unit["area"])):
            parts[role(unit)].append(unit)
        cores, hubs = parts["core"], parts["head"] + parts["core"]
        for one, other in combinations(cores, 2):
            reach = distance(one, other)
            if not any(
                distance(one, third) < reach and distance(other, third) < reach
                for third in cores
                if third["area"] not in (one["area"], other["area"])
            ):
                expected[(*group, "core_to_core", one["area"], other["area"])] = reach
        for head in parts["head"]:
            core = min(cores, key=lambda hub: distance(head, hub))
            expected[(*group, "head_to_core", head["area"], core["area"])] = distance(head, core)
        for node in parts["node"]:
            near = [hub for hub in hubs if hub["region"] == node["region"]] or hubs
            hub = min(near, key=lambda hub: distance(node, hub))
            expected[(*group, "node_to_hub", node["area"], hub["area"])] = distance(node, hub)
    rows = rows_of(
        embedded,
        """
        select industry_code, period_code, unit_level, edge_kind, from_area_code, to_area_code, distance_km
        from industry_network_edges
        """,
    )
    assert {row[:-1] for row in rows} == set(expected)
    assert all(math.isclose(row[-1], expected[row[:-1]], abs_tol=0.002) for row in rows)


def test_every_point_hangs_together(embedded: Build) -> None:
    """From any city of a network all others can be reached."""
    reached: dict[Any, dict[str, set[str]]] = defaultdict(dict)
    for *group, area in rows_of(
        embedded, "select industry_code, period_code, unit_level, area_code from industry_network_nodes"
    ):
        reached[tuple(group)][area] = {area}
    for *group, one, other in rows_of(
        embedded,
        "select industry_code, period_code, unit_level, from_area_code, to_area_code from industry_network_edges",
    ):
        areas = reached[tuple(group)]
        together = areas[one] | areas[other]
        for area in together:
            areas[area] = together
    assert all(len(together) == len(areas) for areas in reached.values() for together in areas.values())
