"""What pages say of their figures: on what they rest and why some are missing, in the language of the page."""

import csv
import re

import duckdb
import pytest
from conftest import PROJECT, OpenPage
from playwright.sync_api import Page
from test_figures import rows

ENGLISH = re.compile(r"[A-Za-z]{3,}")


def badges(page: Page) -> dict[str, str]:
    """What the note of the origins says of each."""
    notes = [note.split(maxsplit=1) for note in page.locator("aside.origin p").all_inner_texts()]
    return {origin: text for origin, text in notes}


def test_sensitivity_is_shown_at_once(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """For every analysis that has one, whatever is chosen above, with no zero that is less than zero."""
    page = open_page("trust")
    for analysis, caption in (("method", "all choices of the method at once"), ("mean", "weights and kind of mean")):
        expected = warehouse.sql(f"""
            select first_order, total_order from sensitivity_indices
            where
                index_code = 'internet_plus' and node_code = 'internet_plus' and period_code = '2015'
                and unit_level = 'city' and area_code is null and analysis_code = '{analysis}'
        """).fetchall()
        shown = [tuple(float(cell.split()[0]) for cell in cells[1:]) for cells in rows(page, caption)]
        assert sorted(shown) == sorted(tuple(round(value, 2) for value in values) for values in expected)
    assert "-0.00" not in page.inner_text("main")


def test_scenarios_have_names_of_their_own(open_page: OpenPage) -> None:
    """A scheme of the index that is called as a method is."""
    for language, caption in (("en", "Beside the default ranks"), ("zh", "与默认名次比较")):
        page = open_page("trust", language=language)
        table = page.locator("table").filter(has=page.locator("caption", has_text=caption))
        names = table.locator("th").all_inner_texts()
        assert len(names) == len(set(names)) > 10


def test_a_period_without_draws_says_why(open_page: OpenPage) -> None:
    """In the words of the marts, or in those of the page's language."""
    page = open_page("trust", period="2014")
    assert "Nothing is drawn for 2014" in page.inner_text("main")
    assert "up to 500 units" in page.inner_text("main")
    page = open_page("trust", period="2014", language="zh")
    assert "每个指数至多 500 个单元" in page.inner_text("main")
    page = open_page("trust", index="report_2016_published")
    assert "fewer than 100 draws could be computed" in page.inner_text("main")


def test_tables_of_trust_lead_to_units(open_page: OpenPage) -> None:
    """To the page of each unit in them."""
    page = open_page("trust")
    for caption in ("Can neighbours be told apart?", "Beside the default ranks", "How far a weight has to move"):
        table = page.locator("table").filter(has=page.locator("caption", has_text=caption))
        assert "/unit/city/" in (table.locator("tbody a").first.get_attribute("href") or "")


def test_audit_says_on_what_both_figures_rest(open_page: OpenPage) -> None:
    """The printed ones on the report; the recomputed ones on what was chosen."""
    page = open_page("audit")
    assert list(badges(page)) == ["Published"]
    page.get_by_label("Recomputed from").last.select_option("reconstructed raw data")
    assert "Figures that the report prints" in badges(page)["Published"]
    assert "Recomputed figures" in badges(page)["Reconstructed"]


def test_audit_in_chinese(open_page: OpenPage) -> None:
    """Lists by their Chinese names, reasons in Chinese; the text of statements is marked as English."""
    with (PROJECT / "seeds/published/published_lists.csv").open(encoding="utf-8", newline="") as lines:
        lists = {row["name_zh"] for row in csv.DictReader(lines)}
    for basis in ("published tables", "reconstructed raw data"):
        page = open_page("audit", language="zh", settings={"basis": basis})
        page.get_by_role("button", name=re.compile("显示全部")).click()
        figures = page.evaluate(
            """[...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map(
                (cell) => [cell.textContent, cell.querySelector('[lang=en]') !== null]))"""
        )
        assert len(figures) > 2000
        subjects = [subject for _, (subject, is_english), *_ in figures if not is_english]
        assert len(subjects) > 1900
        assert lists == {subject.partition(":")[0] for subject in subjects} - {
            "领先于 GDP 的城市,GDP 名次",
            "领先于 GDP 的城市,产业与创新创业名次",
            "领先于 GDP 的城市,领先名次",
            *(f"领先于基础分指数的城市,{part}领先名次" for part in ("创新创业", "产业", "智慧城市")),
            "智慧城市领先的城市,智慧城市名次",
            *(f"智慧城市领先的城市,领先于{part}的名次" for part in ("创新创业", "产业", "基础")),
        }
        assert not [cells[5] for cells in figures if cells[5][1] or cells[5][0].startswith("the ")]
        assert not [cells[0] for cells in figures if ENGLISH.search(cells[0][0])]


def test_audit_shows_ranks_as_ranks(open_page: OpenPage) -> None:
    """A score has its rank in brackets on both sides; where an order is printed alone, both sides are ranks."""
    page = open_page("audit", settings={"search": "Hengyang", "basis": "reconstructed raw data"})
    score = next(cells for cells in rows(page, "Figures") if cells[1].startswith("Catering and lodging"))
    assert score[2:4] == ["0.2577 (#68)", "0.257700 (#69)"]
    page = open_page("audit", settings={"search": "order only"})
    shown = rows(page, "Figures")
    assert len(shown) > 100
    assert all(cells[2].startswith("#") and cells[3][0] in "#–" for cells in shown)


@pytest.mark.parametrize("level", ["city", "province"])
@pytest.mark.parametrize("index", ["internet_plus", "report_2016_published"])
def test_economy_names_every_origin(
    open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection, index: str, level: str
) -> None:
    """Published scores stay published where the statistics beside them are reconstructed."""
    page = open_page("economy", index=index, settings={"level": level})
    expected = {
        origin
        for mart in ("fct_scores", "economy_ratios", "dark_horses", "economy_correlations", "infrastructure_bases")
        for (origin,) in warehouse.sql(f"""
            select distinct origin from {mart}
            where index_code = '{index}' and unit_level = '{level}' and period_code = '2015'
        """).fetchall()
    }
    assert {name.lower() for name in badges(page)} == expected
    if len(expected) > 1:
        assert "Scores and ranks" in badges(page)["Published"]
        assert "Share of the index and of GDP" in badges(page)["Reconstructed"]


def test_industries_say_what_colours_mean(open_page: OpenPage) -> None:
    """And the table beside the map shows its last column."""
    page = open_page("industries", width=1400)
    assert page.locator(".colour-key li").all_inner_texts() == ["Head", "Core", "Node"]
    table = page.locator(".table").first
    assert table.evaluate("(table) => table.scrollWidth <= table.clientWidth")


def test_units_of_measure_are_in_chinese(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """All of those that an embedded measure has."""
    words = (PROJECT / "atlas/src/parts/units_of_measure.ts").read_text(encoding="utf-8")
    known = {quoted or bare for quoted, bare in re.findall(r"^  (?:\"([^\"]+)\"|(\w+)): \"", words, re.M)}
    assert known == {unit for (unit,) in warehouse.sql("select distinct unit from dim_measure").fetchall()}
    page = open_page("unit", "province", "440000", language="zh")
    units = {cells[2] for cells in rows(page, "本级数值与下级合计")}
    assert "元" in units
    assert not [unit for unit in units if ENGLISH.search(unit) and unit != "Mbit/s"]


def test_headings_say_how_many_there_are(open_page: OpenPage) -> None:
    """One province is a province; a list of twenty shows twenty, and one of fewer is not called twenty."""
    page = open_page("unit", "province", "440000")
    assert "Province, Internet Plus Index, 2015" in page.inner_text("main")
    page = open_page("overview")
    assert len(rows(page, "The first 20")) == 20
    table = page.get_by_role("region", name="The first 20")
    assert table.evaluate("(table) => table.scrollHeight <= table.clientHeight")
    page = open_page("overview", index="report_2016_published", settings={"level": "province"})
    assert page.get_by_role("heading", name=re.compile("^The first")).count() == 0
    page = open_page("smart-city")
    ranks = [int(text) for text in page.locator("h3 + .table tbody td:first-child").all_inner_texts()]
    assert page.get_by_role("heading", name=f"The first {max(ranks)} in each dimension").count() == 1
