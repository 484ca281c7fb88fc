"""What was chosen on a page goes along with the choices around it: language, period, index, theme."""

import re
from urllib.parse import unquote

import duckdb
from conftest import OpenPage, wait_until
from playwright.sync_api import Page


def address(page: Page) -> str:
    """What stands behind the # of the address, as it is read."""
    return unquote(page.url.split("#")[1])


def test_another_language_keeps_what_was_chosen(open_page: OpenPage) -> None:
    """A weight that was moved, and a search that was typed."""
    page = open_page("weights")
    page.get_by_label("Innovation and entrepreneurship", exact=True).first.fill("80")
    page.get_by_role("link", name="中文").click()
    page.wait_for_selector("html[lang='zh-CN']")
    assert address(page) == "/zh/internet_plus/2015/weights?w.entrepreneurship=0.8"
    page = open_page("rankings", language="zh")
    page.get_by_label("搜索").fill("州")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("html[lang='en']")
    assert address(page) == "/en/internet_plus/2015/rankings?search=州"
    assert page.get_by_label("Search").input_value() == "州"


def test_another_period_keeps_what_was_chosen(open_page: OpenPage) -> None:
    """Node and filter of the list."""
    page = open_page("rankings", settings={"node": "industry"})
    page.get_by_label("Search").fill("zh")
    page.get_by_label("Period").select_option("2014")
    page.wait_for_url(re.compile("/2014/"))
    assert address(page) == "/en/internet_plus/2014/rankings?node=industry&search=zh"


def test_another_index_keeps_the_unit(open_page: OpenPage, warehouse: duckdb.DuckDBPyConnection) -> None:
    """If the index has it; if not, the index's own first page, and no other unit as if it were this one."""
    page = open_page("unit", "city", "440300")
    page.get_by_label("Index").select_option("retail_index")
    page.wait_for_url(re.compile("retail_index"))
    wait_until(page, "document.title.includes('Retail')")
    assert page.inner_text("h1") == "Shenzhen"
    (area,) = warehouse.sql("""
        select area_code from city_index
        where
            index_code = 'internet_plus' and period_code = '2015'
            and area_code not in (select area_code from city_index where index_code = 'report_2016_published')
        limit 1
    """).fetchone()  # type: ignore[misc]
    page = open_page("unit", "city", area)
    page.get_by_label("Index").select_option("report_2016_published")
    page.wait_for_url(re.compile("report_2016_published"))
    assert address(page) == "/en/report_2016_published/2015/overview"


def test_many_choices_at_once_are_all_kept(open_page: OpenPage) -> None:
    """A slider chooses more often than a browser lets an address change; the last choice is the one that stays."""
    page = open_page("weights")
    page.get_by_label("Industry", exact=True).first.evaluate(
        """(input) => {
            for (let position = 0; position < 300; position++) {
                input.value = String(position % 100);
                input.dispatchEvent(new Event('input', { bubbles: true }));
            }
        }"""
    )
    page.wait_for_url(re.compile(r"w\.industry=0\.99"))


def test_another_theme_keeps_the_place(open_page: OpenPage) -> None:
    """Keyboard focus stays on the switch, the page where it was scrolled to, and what was chosen as it was."""
    page = open_page("rankings")
    page.get_by_label("Search").fill("zh")
    page.locator("#theme").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-theme='dark']")
    wait_until(page, "document.activeElement?.id === 'theme'")
    assert page.get_by_label("Search").input_value() == "zh"
