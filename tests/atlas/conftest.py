"""What the tests of the atlas share: a publication, the atlas of it, and pages opened from disk in a real browser."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import duckdb
import pytest
from pages import headless_chromium, published
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PROJECT = Path(__file__).resolve().parents[2]


def written(publication: Path, folder: Path) -> Path:
    """Write the atlas of a publication, by the function behind `make atlas`."""
    from write_atlas import write

    write(publication, folder)
    return folder


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded data, published; PUBLICATION_UNDER_TEST names a publication to use instead of building one."""
    given = os.environ.get("PUBLICATION_UNDER_TEST")
    return Path(given).resolve() if given else published(tmp_path_factory.mktemp("embedded"))


@pytest.fixture(scope="session")
def site(publication: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The atlas of the embedded data."""
    return written(publication, tmp_path_factory.mktemp("site") / "atlas")


# Names that would do harm if a page took them for markup, and a code that no file may be called.
MARKUP = "<img src=x onerror=document.body.remove()>"
ODD_CODE = "甲/1 ?#&"


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The atlas of the example of own data, which has another tree and no coordinates, with odd names and codes."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(PROJECT / "examples" / "shop_index", folder / "data")
    for file in (folder / "data").glob("*.csv"):
        text = file.read_text(encoding="utf-8").replace("City A1", MARKUP).replace("Activity", MARKUP)
        file.write_text(re.sub(r"\bA1\b", ODD_CODE, text), encoding="utf-8")
    return written(published(folder, str(folder / "data")), folder / "atlas")


@pytest.fixture
def warehouse(publication: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published marts that the atlas was made from."""
    with duckdb.connect(str(publication / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the machine."""
    with headless_chromium() as chromium:
        yield chromium


def wait_until(page: Page, condition: str) -> None:
    """Look at every frame until it holds. Playwright's own wait asks by eval, which the page's policy refuses."""
    page.evaluate(
        f"""new Promise((done, fail) => {{
            const look = () => (({condition}) ? done() : requestAnimationFrame(look));
            look();
            setTimeout(() => fail(new Error('never came true')), 30000);
        }})"""
    )


def wait_for_frames(page: Page) -> None:
    """Until all is drawn: what is in sight with the next frame, the rest with the one after."""
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"
    )


def drawn(page: Page) -> dict[str, str]:
    """The pictures that the two layers of the page's map show, once they are there."""
    wait_until(page, "document.querySelector('.map canvas')?.width > 300")
    wait_for_frames(page)
    outlines, points = page.evaluate(
        "Array.from(document.querySelectorAll('.map canvas'), (canvas) => canvas.toDataURL())"
    )
    return {"outlines": outlines, "points": points}


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[OpenPage]:
    """Opens pages from disk. At the end of a test none may have complained, or asked for anything but its own files."""
    complaints: list[str] = []
    contexts = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text}")

    def on_request(request: Request, folder: Path) -> None:
        if not request.url.startswith((folder.as_uri() + "/", "data:", "blob:")):
            complaints.append(f"a request leaves the page: {request.url}")

    def open_one(
        page: str,
        *parts: str,
        index: str = "internet_plus",
        period: str = "2015",
        language: str = "en",
        settings: dict[str, str] | None = None,
        width: int = 1280,
        theme: str = "light",
        folder: Path = site,
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", on_console)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("request", lambda request: on_request(request, folder))
        path = "/".join(quote(part, safe="") for part in (language, index, period, page, *parts))
        query = f"?{urlencode(settings)}" if settings else ""
        opened.goto(f"{(folder / 'index.html').as_uri()}#/{path}{query}")
        opened.wait_for_selector("main h1")
        return opened

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
