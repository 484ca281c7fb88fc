"""The pages of units: a profile over all primary indicators, and strengths that are some."""

import duckdb
import pytest
from conftest import OpenPage
from test_figures import DEFAULT, rows


@pytest.mark.parametrize(("level", "code"), [("city", "440300"), ("province", "440000")])
def test_profile_has_every_primary_indicator(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection, level: str, code: str
) -> None:
    """Those that are leaves, too, and none twice or in the place of another; how far ahead is worked out here anew."""
    expected = warehouse.sql(f"""
        with standings as (
            select
                period_code, area_code, name_en,
                100 * (1 - (rank - 1) / (count(*) over (partition by period_code, node_code) - 1)) as standing
            from {level}_primary_scores
        )
        select own.name_en, own.standing, avg(of_peer.standing)
        from standings as own
        left join unit_peers
            on
                unit_peers.index_code = 'internet_plus' and unit_peers.unit_level = '{level}'
                and own.period_code = unit_peers.period_code and own.area_code = unit_peers.area_code
        left join standings as of_peer
            on
                own.period_code = of_peer.period_code and unit_peers.peer_area_code = of_peer.area_code
                and own.name_en = of_peer.name_en
        where own.period_code = '2015' and own.area_code = '{code}'
        group by all
    """).fetchall()
    shown = rows(open_page("unit", level, code), "Profile against its peers")
    assert len(shown) == len(expected) == 13
    figures = {name: tuple(float(text.rstrip("%")) for text in cells) for name, *cells in shown}
    assert figures == {name: pytest.approx(values, abs=0.51) for name, *values in expected}


@pytest.mark.parametrize(("level", "code"), [("city", "440300"), ("province", "440000")])
def test_strengths_are_ahead_and_weaknesses_behind(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection, level: str, code: str
) -> None:
    """The first of all has no leaf in which it is further ahead, and the page does not name one."""
    page = open_page("unit", level, code)
    for heading, kind, sign in (("Strengths", "strength", 1), ("Weaknesses", "weakness", -1)):
        leads = warehouse.sql(f"""
            select rank_lead from strengths_and_weaknesses
            where
                index_code = 'internet_plus' and period_code = '2015' and unit_level = '{level}'
                and area_code = '{code}' and is_{kind} and sign(rank_lead) = {sign} and {DEFAULT}
        """).fetchall()
        if leads:
            assert sorted(int(cells[2]) for cells in rows(page, heading)) == sorted(lead for (lead,) in leads)
        else:
            assert page.get_by_role("heading", name=heading).count() == 0
