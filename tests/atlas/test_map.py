"""The map has the shape of what it shows, and leaves wheel and finger to the page."""

import pytest
from conftest import OpenPage, drawn
from playwright.sync_api import Page

CHINA = 1.41  # 61.6 degrees of longitude, as long as in its middle, by 35.5 of latitude


@pytest.mark.parametrize("width", [390, 700, 1400])
def test_the_map_has_its_own_shape(open_page: OpenPage, width: int) -> None:
    """At any width, and the sheets that it is drawn on have it, too."""
    page = open_page("overview", width=width)
    drawn(page)
    box = page.locator(".map").bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(CHINA, rel=0.02)
    assert page.locator(".map canvas").last.evaluate("(it) => it.width / it.height") == pytest.approx(CHINA, rel=0.02)


def scrolled(page: Page) -> float:
    """How far the page is scrolled."""
    page.wait_for_timeout(300)
    return page.evaluate("scrollY")


def test_a_wheel_over_the_map_scrolls_the_page(open_page: OpenPage) -> None:
    """And zooms nothing."""
    page = open_page("overview")
    before = drawn(page)
    page.locator(".map").hover()
    page.mouse.wheel(0, 400)
    assert scrolled(page) > 100
    assert drawn(page) == before


def test_a_swipe_over_the_map_scrolls_the_page(open_page: OpenPage) -> None:
    """A finger does, whether the map is zoomed or not."""
    page = open_page("overview", width=390)
    before = drawn(page)
    page.get_by_role("button", name="Zoom in").click()
    assert drawn(page) != before
    zoomed = drawn(page)
    page.locator(".map").scroll_into_view_if_needed()
    start = scrolled(page)
    box = page.locator(".map").bounding_box()
    assert box
    finger = page.context.new_cdp_session(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for way in range(20, 220, 20):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - way}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert scrolled(page) > start + 100
    assert drawn(page) == zoomed


@pytest.mark.parametrize(("language", "nearer", "whole"), [("en", "Zoom in", "Whole map"), ("zh", "放大", "显示全图")])
def test_buttons_zoom_by_keyboard(open_page: OpenPage, language: str, nearer: str, whole: str) -> None:
    """Points and outlines together; the same button stays under the finger, and the whole map comes back."""
    page = open_page("overview", language=language)
    before = drawn(page)
    page.get_by_role("button", name=nearer).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    after = drawn(page)
    assert after["outlines"] != before["outlines"]
    assert after["points"] != before["points"]
    assert page.evaluate("document.activeElement.title") == nearer
    page.locator(".map-moves button").first.press("Enter")
    assert drawn(page) != after
    page.get_by_role("button", name=whole).click()
    assert drawn(page) == before
    assert page.locator(".map-moves").is_hidden()


def test_the_mouse_draws_a_zoomed_map_along(open_page: OpenPage) -> None:
    """And chooses nothing by that."""
    page = open_page("overview")
    page.get_by_role("button", name="Zoom in").click()
    before = drawn(page)
    page.locator(".map").hover()
    page.mouse.down()
    page.mouse.move(500, 500, steps=3)
    page.mouse.up()
    assert drawn(page) != before
    assert "/overview" in page.url


def test_a_point_tells_and_leads_to_its_unit(open_page: OpenPage) -> None:
    """Pointing at the largest one, of Beijing."""
    page = open_page("overview")
    drawn(page)
    box = page.locator(".map").bounding_box()
    assert box
    # Where its longitude and latitude are between those of the corners.
    where = {
        "x": box["width"] / 2 + (116.4 - 104.3) / 61.6 * (box["width"] - 16),
        "y": box["height"] / 2 - (39.9 - 35.85) / 35.5 * (box["height"] - 16),
    }
    page.locator(".map").hover(position=where)
    assert page.inner_text(".map-hint").startswith("Beijing\nRank 1 ·")
    page.locator(".map").click(position=where)
    page.wait_for_url("**/unit/city/110100")


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart, as WCAG has it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_are_seen(open_page: OpenPage, theme: str) -> None:
    """Against the land on both of their sides, in both themes."""
    page = open_page("overview", theme=theme)
    border, land = page.evaluate(
        """['--border', '--land'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))"""
    )
    assert contrast(border, land) > 2.3
