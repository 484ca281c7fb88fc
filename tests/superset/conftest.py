"""What the tests of the dashboards share: a publication, a fresh Superset on it, and a browser that is logged in."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pages import headless_chromium, published
from playwright.sync_api import Page

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Superset:
    """A server of the tests' own."""

    address: str
    password: str
    published: Path
    said: str


def command(action: str, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What `make bi-up` and `make bi-down` run."""
    return subprocess.run(
        [sys.executable, str(PROJECT / "scripts" / "dashboards" / "superset_server.py"), action],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded data, published; PUBLICATION_UNDER_TEST names a publication to use instead of building one."""
    folder = tmp_path_factory.mktemp("embedded")
    if given := os.environ.get("PUBLICATION_UNDER_TEST"):
        shutil.copytree(given, folder / "published", symlinks=True)
        return folder / "published"
    return published(folder)


@pytest.fixture(scope="session")
def superset(publication: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    """A fresh one, which is stopped at the end, and leaves no process."""
    folder = tmp_path_factory.mktemp("superset") / "home"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "SUPERSET_FOLDER": str(folder),
        "SUPERSET_PORT": str(port),
        "SUPERSET_READS": "duckdb",
        "PUBLISHED_FOLDER": str(publication),
        "OWN_DATA": "",
    }
    try:
        up = command("up", settings)
        assert up.returncode == 0, up.stdout + up.stderr
        password = (folder / "password").read_text(encoding="utf-8")
        yield Superset(f"http://127.0.0.1:{port}", password, publication, up.stdout)
    finally:
        down = command("down", settings)
    assert "Superset has stopped" in down.stdout, down.stdout + down.stderr
    assert "No Superset runs" in command("down", settings).stdout


@pytest.fixture(scope="session")
def page(superset: Superset) -> Iterator[Page]:
    """A page of headless Chromium, logged in."""
    with headless_chromium() as chromium:
        page = chromium.new_page(viewport={"width": 1500, "height": 4000})
        page.set_default_timeout(60_000)
        page.goto(f"{superset.address}/login/")
        page.fill("#username", "admin")
        page.fill("#password", superset.password)
        page.click("button[type=submit]")
        page.wait_for_url("**/superset/welcome/**")
        yield page
