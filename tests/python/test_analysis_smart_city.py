"""Dimensions and zones of the smart city and the use of services, against plain Python over scores and records."""

import math
from collections import defaultdict
from statistics import fmean
from typing import Any

from conftest import Build


def rows_of(build: Build, sql: str) -> list[Any]:
    """Rows whose values are taken as they come."""
    return list(build.query(sql))


def close(one: float, other: float) -> bool:
    """Equal but for the last digits of a floating-point number."""
    return math.isclose(one, other, rel_tol=1e-9)


def scores_of(build: Build, parent: str) -> dict[tuple[str, ...], dict[str, float]]:
    """The scores of the index's nodes below the parent, by period, level and node."""
    scores: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for *group, area, score in rows_of(
        build,
        f"""
        select period_code, unit_level, node_code, area_code, cast(score as double)
        from fct_scores inner join dim_node using (node_code)
        where scheme_code = 'stated' and dim_node.index_code = 'internet_plus' and score is not null
            and (dim_node.{parent})
        """,
    ):
        scores[tuple(group)][area] = score
    return scores


def test_dimensions_have_ranks_and_leaders(embedded: Build) -> None:
    """Six dimensions of each city and province, ranked by counting."""
    scores = scores_of(embedded, "parent_node_code = 'smart_city'")
    assert len(scores) == 2 * 2 * 6
    rows = rows_of(
        embedded,
        """
        select period_code, unit_level, node_code, area_code, rank, score, percent_of_leader,
            leader_area_code, leader_count, leader_score
        from smart_city_dimensions
        where index_code = 'internet_plus'
        """,
    )
    assert len(rows) == sum(map(len, scores.values()))
    best = {group: max(there.values()) for group, there in scores.items()}
    leaders = {group: sorted(area for area in there if there[area] == best[group]) for group, there in scores.items()}
    ordered = {group: sorted(there.values(), reverse=True) for group, there in scores.items()}
    for period, level, node, area, rank, score, percent, leader, leader_count, leader_score in rows:
        group = (period, level, node)
        assert score == scores[group][area]
        assert rank == 1 + ordered[group].index(score)
        assert (leader, leader_count, leader_score) == (leaders[group][0], len(leaders[group]), best[group])
        assert close(percent, 100 * score / best[group])


def test_zones_are_sums_of_their_units(embedded: Build) -> None:
    """Share, mean and leader of each zone."""
    scores = scores_of(embedded, "parent_node_code = 'smart_city' or dim_node.node_code = 'smart_city'")
    zones = dict(rows_of(embedded, "select area_code, economic_zone from dim_area"))
    rows = rows_of(
        embedded,
        """
        select period_code, unit_level, node_code, economic_zone, unit_count, national_unit_count, score_share,
            zone_mean, national_mean, leader_area_code
        from smart_city_zones
        where index_code = 'internet_plus'
        """,
    )
    assert len(rows) == 2 * 2 * 7 * 3
    for period, level, node, zone, count, all_count, share, mean, national_mean, leader in rows:
        there = scores[period, level, node]
        members = {area: score for area, score in there.items() if zones[area] == zone}
        assert (count, all_count) == (len(members), len(there))
        assert close(share, 100 * sum(members.values()) / sum(there.values()))
        assert close(mean, fmean(members.values()))
        assert close(national_mean, fmean(there.values()))
        assert leader == min(members, key=lambda area: (-members[area], area))


def test_usage_is_counted_group_by_group(embedded: Build) -> None:
    """Every grouping from the records: services, users, return, richness, and the quadrants of the fields."""
    groups = defaultdict(list)
    for period, service, area, users, returning, field, kind, coverage in rows_of(
        embedded,
        """
        select period_code, service_code, area_code, monthly_users, returning_users, field_code, service_type, coverage
        from staging.stg_tencent__service_usage inner join staging.stg_services__services using (service_code)
        """,
    ):
        is_local = coverage != "nation"
        use = (service, area, users, returning, is_local)
        for grouping, parent, group in (
            ("all", "none", "all"),
            ("scope", "all", "local" if is_local else "national"),
            ("service_type", "all", kind),
            ("field", kind, field),
        ):
            groups[period, grouping, parent, group].append(use)
    users_of = {key: sum(use[2] for use in uses) for key, uses in groups.items()}
    rate_of = {key: 100 * sum(use[3] for use in uses) / users_of[key] for key, uses in groups.items()}
    rows = rows_of(
        embedded,
        """
        select period_code, grouping_code, parent_group_code, group_code, service_count, local_service_count, richness,
            service_users, user_share, user_rank, local_user_rank, users_per_offer, return_rate, users_cut_line,
            return_rate_cut_line, quadrant
        from service_usage_profile
        """,
    )
    assert {row[:4] for row in rows} == set(groups)
    for row in rows:
        key, quadrant = row[:4], row[13:]
        services, local_services, richness, users, share, rank, local_rank, per_offer, rate = row[4:13]
        uses = groups[key]
        peers = [other for other in groups if other[:2] == key[:2]]
        local_peers = [other for other in peers if any(use[4] for use in groups[other])]
        assert services == len({use[0] for use in uses})
        assert local_services == len({use[0] for use in uses if use[4]})
        assert users == users_of[key]
        assert close(richness, len(uses) / len({use[1] for use in uses}))
        assert close(share, 100 * users / sum(users_of[other] for other in peers))
        assert rank == 1 + sum(users_of[other] > users for other in peers)
        assert local_rank == (1 + sum(users_of[other] > users for other in local_peers) if local_services else None)
        assert close(per_offer, users / len(uses))
        assert close(rate, rate_of[key])
        if key[1] == "field":
            cut_lines = fmean(users_of[other] for other in peers), fmean(rate_of[other] for other in peers)
            assert all(map(close, quadrant[:2], cut_lines))
            many, often = users >= cut_lines[0], rate_of[key] >= cut_lines[1]
            assert quadrant[2] == {(True, True): 1, (False, True): 2, (False, False): 3, (True, False): 4}[many, often]
        else:
            assert quadrant == (None, None, None)


def test_what_the_report_says_of_services(embedded: Build) -> None:
    """Printed figures of chapter 5: local services, the four types, the ten largest fields of local services."""
    share = {
        (grouping, group): round(value, 2)
        for grouping, group, value in rows_of(
            embedded,
            "select grouping_code, group_code, user_share from service_usage_profile where period_code = '2015'",
        )
    }
    assert share["scope", "local"] == 61.60
    types = ("life", "government", "vehicle", "travel")
    assert [share["service_type", kind] for kind in types] == [34.54, 26.71, 22.33, 16.42]
    [(ten_largest, ratio)] = rows_of(
        embedded,
        """
        select
            sum(case when grouping_code = 'field' and local_user_rank <= 10 then user_share end),
            max(case when group_code = 'local' then users_per_offer end)
            / max(case when group_code = 'national' then users_per_offer end)
        from service_usage_profile
        where period_code = '2015'
        """,
    )
    assert (round(ten_largest, 1), round(ratio, 2)) == (66.1, 2.36)


def test_provinces_beside_their_internet_users(embedded: Build) -> None:
    """Both shares by hand; the internet users are those of 2014 in both years."""
    internet_users = dict(
        rows_of(
            embedded,
            "select area_code, internet_users from staging.stg_public_statistics__provinces where period_code = '2014'",
        )
    )
    users: dict[str, dict[str, float]] = defaultdict(dict)
    for period, area, count in rows_of(
        embedded, "select period_code, area_code, monthly_users from staging.stg_services__unit_users"
    ):
        if area in internet_users:
            users[period][area] = count
    rows = rows_of(
        embedded,
        """
        select period_code, area_code, statistic_period_code, user_share, internet_user_share, user_share_ratio,
            user_share_lead
        from service_users_by_province
        """,
    )
    assert len(rows) == 2 * 31
    for period, area, statistic_period, share, internet_share, ratio, lead in rows:
        share_there = 100 * users[period][area] / sum(users[period].values())
        internet_share_there = 100 * internet_users[area] / sum(internet_users.values())
        assert statistic_period == "2014"
        assert close(share, share_there)
        assert close(internet_share, internet_share_there)
        assert close(ratio, share_there / internet_share_there)
        assert math.isclose(lead, share_there - internet_share_there, abs_tol=1e-9)
    # printed: eleven provinces are ahead
    assert sum(row[0] == "2015" and row[-1] > 0 for row in rows) == 11


def test_leaders_of_the_fields(embedded: Build) -> None:
    """The ten cities with most users of each field, by sorting."""
    users: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for period, field, area, count in rows_of(
        embedded,
        """
        select period_code, field_code, area_code, monthly_users
        from staging.stg_tencent__service_usage inner join staging.stg_services__services using (service_code)
        """,
    ):
        users[period, field][area] += count
    units = {
        area for (area,) in rows_of(embedded, "select area_code from dim_area where is_unit and area_level = 'city'")
    }
    expected = {}
    for (period, field), there in users.items():
        ordered = sorted((count for area, count in there.items() if area in units), reverse=True)
        for area, count in there.items():
            if area in units and count > 0 and ordered.index(count) < 10:
                expected[period, field, area] = (1 + ordered.index(count), count, 100 * count / sum(there.values()))
    rows = rows_of(
        embedded,
        "select period_code, field_code, area_code, user_rank, service_users, user_share from service_field_leaders",
    )
    assert {row[:3] for row in rows} == set(expected)
    for *key, rank, count, share in rows:
        rank_there, count_there, share_there = expected[tuple(key)]
        assert (rank, count) == (rank_there, count_there)
        assert close(share, share_there)
