"""Figures on the pages are those of the marts."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import OpenPage
from playwright.sync_api import Page

DEFAULT = "(index_code, scheme_code) in (select (index_code, scheme_code) from tree_weights where is_default)"


def rows(page: Page, caption: str) -> list[list[str]]:
    """The cells of the table with a caption."""
    return page.evaluate(
        """(caption) => {
            const tables = [...document.querySelectorAll('table')];
            const table = tables.find((candidate) => candidate.caption.textContent === caption);
            return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
        }""",
        caption,
    )


def test_rankings_show_the_list_of_a_node(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """Ranks, changes, names, ranks in the province, scores and intervals of all cities."""
    page = open_page("rankings", settings={"node": "industry"})
    expected = warehouse.sql(f"""
        select now.rank, earlier.rank - now.rank, dim_area.name_en, within.rank, now.score, rank_p05, rank_p95
        from fct_ranks as now
        inner join fct_ranks as earlier
            using (index_code, scheme_code, unit_level, area_code, node_code, list_area_code)
        inner join fct_ranks as within using (index_code, scheme_code, unit_level, area_code, node_code)
        inner join rank_intervals using (index_code, scheme_code, unit_level, area_code, node_code)
        inner join dim_area using (area_code)
        where
            node_code = 'industry' and unit_level = 'city' and {DEFAULT} and now.period_code = '2015'
            and earlier.period_code = '2014' and within.period_code = '2015' and rank_intervals.period_code = '2015'
            and now.list_area_level = 'nation' and within.list_area_level = 'province' and analysis_code = 'weights'
        order by now.rank, area_code
    """).fetchall()
    shown = rows(page, "Industry")
    assert len(shown) == 351
    for cells, (rank, gained, name, within, score, low, high) in zip(shown, expected, strict=True):
        interval = str(low) if low == high else f"{low}–{high}"
        assert (cells[0], cells[1], cells[2]) == (str(rank), f"{gained:+d}" if gained else "0", name)
        assert (cells[6], cells[7], cells[8]) == (str(within), f"{score:.4f}", interval)


def test_rankings_filter_sort_and_export(open_page: OpenPage, tmp_path: Path) -> None:
    """What is shown is what is taken away, and stands in the address."""
    page = open_page("rankings")
    page.locator("label", has_text="Province").last.locator("select").select_option("440000")
    page.get_by_label("Search").fill("zh")
    shown = rows(page, "Internet Plus Index")
    assert {cells[3] for cells in shown} == {"Guangdong"}
    assert all("zh" in cells[2].lower() for cells in shown)
    page.wait_for_url("**province=440000&search=zh")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    file = tmp_path / "list.csv"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        taken = list(csv.DictReader(lines))
    assert [row["name"] for row in taken] == [cells[2] for cells in shown]
    assert {row["origin"] for row in taken} == {"reconstructed"}
    page.get_by_role("button", name="Unit").click()
    names = [cells[2] for cells in rows(page, "Internet Plus Index")]
    assert names == sorted(names)


def test_printed_list_is_as_long_as_printed(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """A list of the report is a node's list, cut where the report cuts it."""
    code, name, length = warehouse.sql(f"""
        select list_code, list_name_en, count(*) from ranking_lists
        where index_code = 'internet_plus' and period_code = '2015' and unit_level = 'city' and {DEFAULT}
        group by all having count(*) < 200 order by 1 limit 1
    """).fetchone()  # type: ignore[misc]
    page = open_page("rankings", settings={"list": code})
    assert page.get_by_label("List").locator("option:checked").inner_text() == name
    assert page.locator("tbody tr").count() == length


@pytest.mark.parametrize("level", ["city", "province"])
def test_all_lists_of_the_index_are_offered(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection, level: str
) -> None:
    """Those of single leaves, too, with the figures of the mart."""
    expected = warehouse.execute(
        f"""
        select list_code, list_name_en, is_leaf, list([name_en, format('{{:.4f}}', score)] order by rank, area_code)
        from ranking_lists
        inner join (select index_code, node_code, is_leaf from dim_node) using (index_code, node_code)
        where index_code = 'internet_plus' and period_code = '2015' and unit_level = $level and {DEFAULT}
        group by all order by 1
        """,
        {"level": level},
    ).fetchall()
    page = open_page("rankings", settings={"level": level})
    offered = page.locator("option[value^='list:']")
    assert offered.all_inner_texts() == [name for _, name, _, _ in expected]
    (code, units), *_ = [(code, units) for code, _, is_leaf, units in expected if is_leaf]
    page.get_by_label("List").select_option(f"list:{code}")
    assert f"list={code}" in page.url
    shown = page.evaluate(
        """Array.from(document.querySelectorAll('tbody tr'), (row) =>
            [row.querySelector('.name').textContent, row.querySelector('td.number:nth-last-child(1)').textContent])"""
    )
    assert sorted(shown) == sorted(units)


def test_the_order_of_a_list_is_in_its_link(open_page: OpenPage) -> None:
    """As the search is, and another list or filter leaves it."""
    page = open_page("rankings")
    page.get_by_role("button", name="Score").click()
    page.wait_for_url("**sort=score")
    page.get_by_role("button", name="Score").click()
    page.wait_for_url("**sort=-score")
    page.get_by_role("button", name="Unit").click()
    page.wait_for_url("**sort=unit")
    page.get_by_label("Search").fill("zh")
    shown = rows(page, "Internet Plus Index")
    names = [cells[2] for cells in shown]
    assert len(names) > 5
    assert names == sorted(names)
    page.wait_for_url("**search=zh")
    again = open_page("rankings", settings={"sort": "unit", "search": "zh"})
    assert rows(again, "Internet Plus Index") == shown
    assert again.locator("th[aria-sort=ascending]").inner_text().startswith("Unit")


def test_an_interval_of_one_rank_is_one_number(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """On the page of a unit as in the list."""
    area, rank = warehouse.sql(f"""
        select area_code, rank_p05 from rank_intervals
        where
            index_code = 'internet_plus' and node_code = 'internet_plus' and period_code = '2015'
            and unit_level = 'city' and analysis_code = 'weights' and rank_p05 = rank_p95 and {DEFAULT}
        order by 2 limit 1
    """).fetchone()  # type: ignore[misc]
    page = open_page("unit", "city", area)
    figure = page.locator(".key-figures div", has_text="Rank interval").locator("dd").first
    assert figure.inner_text() == str(rank)


@pytest.mark.parametrize(("level", "code"), [("city", "440300"), ("province", "440000")])
def test_ledger_adds_up_to_the_score(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection, level: str, code: str
) -> None:
    """Every leaf of the mart is in the ledger, and all of them make the score."""
    page = open_page("unit", level, code)
    shown = page.evaluate(
        """[...document.querySelectorAll('.branch table tbody tr')]
            .map((row) => [row.cells[0].textContent, row.cells[3].textContent])"""
    )
    expected = warehouse.execute(
        f"""
        select dim_node.name_en, contribution from fct_contributions
        inner join dim_node
            on fct_contributions.index_code = dim_node.index_code and leaf_node_code = dim_node.node_code
        where
            fct_contributions.index_code = 'internet_plus' and fct_contributions.node_code = 'internet_plus'
            and period_code = '2015' and unit_level = $level and area_code = $code
            and {DEFAULT.replace("(index", "(fct_contributions.index", 1)}
        """,
        {"level": level, "code": code},
    ).fetchall()
    assert sorted(map(tuple, shown)) == sorted((name, f"{value:.4f}") for name, value in expected)
    score = sum((value for _, value in expected), Decimal(0))
    assert page.locator(".key-figures dd").nth(2).inner_text() == f"{score:.4f}"


def test_province_shows_its_cities_and_what_is_its_own(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection
) -> None:
    """Its own values beside the sums of its cities: no sum where each level has an extract of its own."""
    page = open_page("unit", "province", "440000")
    cities = warehouse.sql(f"""
        select rank, score from fct_ranks
        where index_code = 'internet_plus' and node_code = 'internet_plus' and period_code = '2015' and {DEFAULT}
            and list_area_code = '440000' and unit_level = 'city'
        order by rank
    """).fetchall()
    assert [(cells[0], cells[3]) for cells in rows(page, "Cities in it")] == [
        (str(rank), f"{score:.4f}") for rank, score in cities
    ]
    totals = {cells[0]: cells for cells in rows(page, "Its own values and the sum of those below")}
    own, members = warehouse.sql("""
        select
            sum(value) filter (unit_level = 'province' and area_code = '440000'),
            sum(value) filter (unit_level = 'city' and is_unit and area_code[:2] = '44'),
        from fct_normalised_values inner join dim_node using (index_code, node_code)
        where index_code = 'internet_plus' and period_code = '2015' and name_en = 'Cloud virtual machine cores'
    """).fetchone()  # type: ignore[misc]
    assert totals["Cloud virtual machine cores"][3:] == [f"{own:,.0f}", f"{members:,.0f}", f"{own - members:,.0f}"]
    assert totals["Failure rate"][4:] == ["–", "–"]


def test_audit_has_every_figure(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """Counts by verdict, and the contradictions first."""
    page = open_page("audit", settings={"basis": "reconstructed raw data"})
    counts = dict(
        warehouse.sql("""
        select verdict, count(*) from audit_published_figures where basis = 'reconstructed raw data' group by all
    """).fetchall()
    )
    shown = dict(
        zip(
            page.locator(".key-figures dt").all_inner_texts(),
            page.locator(".key-figures dd").all_inner_texts(),
            strict=True,
        )
    )
    assert {name: int(value.replace(",", "")) for name, value in shown.items()} == counts
    verdicts = [cells[4] for cells in rows(page, "Figures")]
    assert verdicts[: counts["contradicts"]] == ["contradicts"] * counts["contradicts"]
    page.get_by_label("Verdict").select_option("contradicts")
    assert len(rows(page, "Figures")) == counts["contradicts"]


@pytest.mark.parametrize(
    ("page_name", "caption", "column", "query"),
    [
        ("overview", "Provinces: ranks", 2, "select score from fct_ranks where unit_level = 'province' and rank <= 20"),
        (
            "industries",
            "Ranks in the industry",
            4,
            "select score from industry_index where industry_code = 'retail' and unit_level = 'city'",
        ),
        (
            "economy",
            "Share of the index and of GDP",
            3,
            "select location_quotient from economy_ratios where unit_level = 'city'",
        ),
        (
            "smart-city",
            "Service value",
            2,
            "select score from smart_city_dimensions"
            " where node_code = 'service_value' and unit_level = 'city' and rank <= 20",
        ),
        ("trust", "Scenarios", 3, "select spearman_rho from rank_shifts where unit_level = 'city'"),
    ],
)
def test_pages_of_analyses_show_their_marts(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection, page_name: str, caption: str, column: int, query: str
) -> None:
    """One table of each page, all rows."""
    root = "node_code = 'internet_plus' and index_code = 'internet_plus'"
    of_index = {
        "overview": f" and {root} and list_area_level = 'nation' and {DEFAULT}",
        "industries": f" and {DEFAULT}",
        "economy": f" and {root} and {DEFAULT}",
        "smart-city": f" and index_code = 'internet_plus' and {DEFAULT}",
        "trust": " and index_code = 'internet_plus'",
    }[page_name]
    page = open_page(page_name, settings={"industry": "retail"})
    expected = [value for (value,) in warehouse.sql(f"{query} and period_code = '2015'{of_index}").fetchall()]
    shown = [cells[column] for cells in rows(page, caption)]
    decimals = len(shown[0].partition(".")[2])
    assert sorted(shown) == sorted("–" if value is None else f"{value:.{decimals}f}" for value in expected)
