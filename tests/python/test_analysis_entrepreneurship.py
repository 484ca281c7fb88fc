"""What apps are for and how they crowd, against plain Python over the records."""

import math
from collections import defaultdict
from typing import Any

from conftest import Build


def rows_of(build: Build, sql: str) -> list[Any]:
    """Rows whose values are taken as they come."""
    return list(build.query(sql))


def test_profiles_follow_from_the_records(embedded: Build) -> None:
    """Shares and location quotients of cities and provinces, rolled up by hand."""
    apps: dict[Any, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for period, area, level, province, field, count in rows_of(
        embedded,
        """
        select period_code, area_code, area_level, province_code, app_field_code, new_apps
        from staging.stg_tencent__apps inner join dim_area using (area_code)
        """,
    ):
        apps[period, "province"][province][field] += count
        if level == "city":
            apps[period, "city"][area][field] += count
    rows = rows_of(
        embedded,
        """
        select period_code, unit_level, area_code, app_field_code, new_apps, area_apps, field_share,
            national_field_share, location_quotient, status
        from entrepreneurship_profiles
        """,
    )
    assert len(rows) == 2 * (351 + 31) * 11
    fields: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for group, areas in apps.items():
        for counts in areas.values():
            for field, count in counts.items():
                fields[group][field] += count
    seen = set()
    for period, level, area, field, new_apps, area_apps, share, national_share, quotient, status in rows:
        counts, nation = apps[period, level][area], fields[period, level]
        assert (new_apps, area_apps) == (counts[field], sum(counts.values()))
        national_there = 100 * nation[field] / sum(nation.values())
        assert math.isclose(national_share, national_there, rel_tol=1e-12)
        seen.add(status)
        if area_apps < 100:
            assert (share, quotient, status) == (None, None, "not enough data")
        else:
            share_there = 100 * counts[field] / sum(counts.values())
            assert math.isclose(share, share_there, rel_tol=1e-12)
            assert math.isclose(quotient, share_there / national_there, rel_tol=1e-12)
    assert seen == {"computed", "not enough data"}


def test_concentration_adds_up(embedded: Build) -> None:
    """Shares, their running sums and the ratio, from the records of the cities."""
    records: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for number, table, column in (
        (0, "stg_tencent__apps", "new_apps"),
        (1, "stg_tencent__projects", "effective_projects"),
    ):
        for period, area, count in rows_of(
            embedded,
            f"""
            select period_code, area_code, {column} from staging.{table} inner join dim_area using (area_code)
            where area_level = 'city' and is_unit
            """,
        ):
            records[period][area][number] += count
    rows = rows_of(
        embedded,
        """
        select period_code, area_code, new_apps, effective_projects, apps_per_project, national_apps_per_project,
            app_place, app_share, cumulative_app_share, project_place, project_share, cumulative_project_share
        from entrepreneurship_concentration
        where unit_level = 'city'
        """,
    )
    assert len(rows) == 2 * 351
    for period, area, apps, projects, ratio, national_ratio, *places_and_shares in rows:
        there = records[period]
        assert [apps, projects] == there[area]
        totals = [sum(counts[number] for counts in there.values()) for number in (0, 1)]
        assert math.isclose(national_ratio, totals[0] / totals[1], rel_tol=1e-12)
        assert ratio == (apps / projects if projects >= 10 else None)
        for number in (0, 1):
            place, share, running_share = places_and_shares[3 * number : 3 * number + 3]
            order = sorted(there, key=lambda code: (-there[code][number], code))
            before = order[: order.index(area) + 1]
            assert place == len(before)
            assert math.isclose(share, 100 * there[area][number] / totals[number], rel_tol=1e-12)
            assert math.isclose(
                running_share, 100 * sum(there[code][number] for code in before) / totals[number], rel_tol=1e-12
            )


def test_what_the_report_says_of_apps(embedded: Build) -> None:
    """Printed figures of chapter 4: two cities have 34.3 and 26.0 percent; 9.89 apps a project."""
    [(apps, projects, ratio)] = rows_of(
        embedded,
        """
        select sum(app_share), sum(project_share), max(national_apps_per_project)
        from entrepreneurship_concentration
        where period_code = '2015' and area_code in ('110100', '440300')
        """,
    )
    assert (round(apps, 1), round(projects, 1), round(ratio, 2)) == (34.3, 26.0, 9.89)
