"""The SQL page: DuckDB in the browser over the published database, from a web host on loopback."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, OpenPage
from playwright.sync_api import Browser, Page, expect

EXAMPLES = re.findall(r"query: `(.*?)`", (PROJECT / "atlas/src/sql/examples.ts").read_text(encoding="utf-8"), re.S)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A web host that does not tell what it is asked."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def sql_page(browser: Browser, site: Path) -> Iterator[Page]:
    """The page from a web host; nothing but that host is asked."""
    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{host.server_port}/"
    elsewhere: list[str] = []
    page = browser.new_page()
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:", f"blob:{address}")) else elsewhere.append(request.url)
        ),
    )
    page.goto(f"{address}#/en/internet_plus/2015/sql")
    page.wait_for_selector("textarea")
    yield page
    page.close()
    host.shutdown()
    host.server_close()
    assert elsewhere == []


def ask(page: Page, query: str) -> list[list[str]]:
    """What the page shows for a query."""
    page.fill("textarea", query)
    page.press("textarea", "Control+Enter")
    expect(page.locator("[role=status]")).to_have_text(re.compile(r"^\d+ rows in"), timeout=60_000)
    return [row.split("\t") for row in page.locator("tbody tr").all_inner_texts()]


def test_from_disk_it_says_what_it_needs(open_page: OpenPage) -> None:
    """And does not load the engine."""
    page = open_page("sql")
    assert "http.server" in page.inner_text("pre")
    assert page.locator("textarea").count() == 0


@pytest.mark.parametrize("query", EXAMPLES)
def test_examples_return_what_duckdb_returns(sql_page: Page, warehouse: duckdb.DuckDBPyConnection, query: str) -> None:
    """Row by row, as far as text shows it."""
    shown = ask(sql_page, query)
    # The publication's own catalogue has another name here.
    expected = warehouse.sql(
        query.replace("database_name = 'warehouse'", "database_name = current_database()")
    ).fetchall()
    assert len(expected) > 0
    assert len(shown) == min(len(expected), 500)
    for row, values in zip(shown, expected, strict=False):
        for text, value in zip(row, values, strict=True):
            if value is None:
                assert text == "–"
            elif isinstance(value, str):
                assert text.split() == value.split()
            else:
                assert float(text) == pytest.approx(float(value), rel=1e-12)


def test_query_stands_in_the_address(sql_page: Page) -> None:
    """So that a query can be sent as a link."""
    ask(sql_page, "select 41 + 1 as answer")
    assert "41" in sql_page.url
    assert sql_page.inner_text("tbody td") == "42"


def test_mistake_is_told(sql_page: Page) -> None:
    """In DuckDB's words."""
    sql_page.fill("textarea", "select nonsense")
    sql_page.get_by_role("button", name=re.compile("Run")).click()
    expect(sql_page.locator("[role=status]")).to_contain_text('Referenced column "nonsense" was not found')
