"""What holds for every page: both languages and themes, a phone's width, nothing that axe-core finds, small, quick."""

import gzip
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import MARKUP, ODD_CODE, PROJECT, OpenPage, wait_until
from playwright.sync_api import Browser, Page

AXE = PROJECT / "atlas" / "node_modules" / "axe-core" / "axe.min.js"
# Those of the menu, and those that are reached by links, with what the link names.
PAGES = {
    **{
        name: ()
        for name in re.findall(
            r"^  \"?([a-z-]+)\"?: \{", (PROJECT / "atlas/src/pages.ts").read_text(encoding="utf-8"), re.M
        )
    },
    "unit": ("city", "440300"),
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FIRST_VIEW_BYTES = 500_000
FIRST_VIEW_MILLISECONDS = 1000


def violations(page: Page) -> list[str]:
    """What axe-core finds by the rules of WCAG 2.1 AA and its own best practices."""
    # Not as a script element: the page allows none but its own.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("page_name", PAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_is_whole_and_accessible(open_page: OpenPage, page_name: str, language: str) -> None:
    """Light on a desk and dark on a phone, without anything that axe-core finds."""
    page = open_page(page_name, *PAGES[page_name], language=language)
    assert violations(page) == []
    assert bool(CHINESE.search(page.inner_text("h1"))) == (language == "zh")
    assert page.locator("aside.origin .badge").count() > 0 or page_name == "sql"
    phone = open_page(page_name, *PAGES[page_name], language=language, width=375, theme="dark")
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("page_name", PAGES)
def test_page_of_own_index(open_page: OpenPage, own_site: Path, page_name: str) -> None:
    """An index with odd codes, without coordinates: no page breaks, whatever it cannot show, and no name is markup."""
    parts = ("city", ODD_CODE) if PAGES[page_name] else ()
    page = open_page(page_name, *parts, index="shop_index", period="", folder=own_site)
    assert page.inner_text("h1")
    assert page.locator("img").count() == 0


def test_odd_names_are_shown_as_they_are(open_page: OpenPage, own_site: Path) -> None:
    """And an odd code has a page behind its link."""
    page = open_page("overview", index="shop_index", period="", folder=own_site)
    page.get_by_role("link", name=MARKUP).first.click()
    wait_until(page, "location.hash.includes('/unit/')")
    assert quote(ODD_CODE, safe="") in page.url


def test_first_view_is_small_and_quick(browser: Browser, site: Path) -> None:
    """What the first view loads, compressed as a web host would, and how long it takes."""
    page = browser.new_page()
    files: set[Path] = set()
    page.on(
        "requestfinished", lambda request: files.add(site / request.url.split("#")[0].removeprefix(f"{site.as_uri()}/"))
    )
    page.add_init_script(
        """const look = () => {
            const isThere = document.querySelector('.map canvas')?.width > 300 && document.querySelector('tbody tr');
            // Once the frame is drawn that has map and list.
            if (isThere) requestAnimationFrame(() => setTimeout(() => { window.seenAfter = performance.now(); }));
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page.goto((site / "index.html").as_uri())
    wait_until(page, "window.seenAfter")
    milliseconds = page.evaluate("window.seenAfter")
    page.wait_for_load_state("networkidle")
    page.close()
    size = sum(len(gzip.compress(file.read_bytes())) for file in files)
    print(
        f"first view: {size / 1000:.0f} kB compressed in {len(files)} files, map and list after {milliseconds:.0f} ms"
    )
    assert {"atlas.js", "atlas.css", "site.js"} <= {file.name for file in files}
    assert size < FIRST_VIEW_BYTES
    assert milliseconds < 10 * FIRST_VIEW_MILLISECONDS  # a machine may be busy; the figure is printed


def test_the_page_says_what_it_may_load(browser: Browser, site: Path) -> None:
    """Its content security policy: nothing from elsewhere, and no script or style inside of the page."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    policy = page.get_attribute("meta[http-equiv='Content-Security-Policy']", "content") or ""
    rules = {name: sources for name, *sources in (rule.split() for rule in policy.split(";"))}
    assert rules["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in policy
    assert not re.search(r"https?:|\*", policy)
    # And the browser holds to it.
    refused = page.evaluate(
        """() => {
            const refused = [];
            addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.hasRun = true';
            document.head.append(script);
            return new Promise((done) => setTimeout(() => done([refused[0], window.hasRun ?? false]), 200));
        }"""
    )
    page.close()
    assert refused == ["script-src-elem", False]


def test_language_and_theme_switch(open_page: OpenPage) -> None:
    """One switch each, and the page stays where it is."""
    page = open_page("overview")
    page.get_by_role("link", name="中文").click()
    page.wait_for_selector("html[lang='zh-CN']")
    assert CHINESE.search(page.inner_text("h1"))
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="深色").click()
    page.wait_for_selector("html[data-theme='dark']")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
