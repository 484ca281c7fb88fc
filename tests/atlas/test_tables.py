"""Tables on a phone: names stand on their line and stay in sight, and the edge says that there is more to the side."""

import pytest
from conftest import OpenPage
from playwright.sync_api import Page

PHONE = 390


def heights(page: Page) -> list[float]:
    """Of all rows of figures."""
    return page.evaluate(
        "Array.from(document.querySelectorAll('tbody tr'), (row) => row.getBoundingClientRect().height)"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page_name", ["overview", "rankings", "weights", "industries", "economy", "smart-city"])
def test_names_of_units_are_whole(open_page: OpenPage, page_name: str, language: str) -> None:
    """No row is higher than the two or three lines of a long name, whatever is out of sight, nor is the page wider."""
    page = open_page(page_name, language=language, width=PHONE)
    assert 0 < max(heights(page)) < 85
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_the_name_stays_in_sight(open_page: OpenPage) -> None:
    """When the other columns are scrolled, and over them; no more than half of the screen."""
    page = open_page("rankings", language="zh", width=PHONE)
    table = page.locator(".table")
    table.evaluate("(element) => { element.scrollIntoView(); element.scrollTo(element.scrollWidth, 300); }")
    left, right, covered = table.evaluate(
        """(element) => {
            const frame = element.getBoundingClientRect();
            const name = element.querySelectorAll('td.name')[20].getBoundingClientRect();
            const seen = document.elementFromPoint(name.left + 5, name.top + 5);
            return [name.left - frame.left, name.right - frame.left, seen?.closest('td')?.className ?? ''];
        }"""
    )
    assert left == pytest.approx(0, abs=1)
    assert right < PHONE / 2
    assert covered.startswith("name")


def test_the_edge_says_that_there_is_more(open_page: OpenPage) -> None:
    """A shadow that is there as long as something is out of sight."""
    page = open_page("rankings", width=PHONE)
    table = page.locator(".table")
    table.scroll_into_view_if_needed()
    before = table.screenshot()
    assert table.evaluate("(element) => getComputedStyle(element).backgroundAttachment").count("local") == 2
    table.evaluate("(element) => element.scrollTo(element.scrollWidth, 0)")
    assert table.screenshot() != before
