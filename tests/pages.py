"""What the tests of the atlas and of the dashboards share: a publication built aside, and a browser to look at it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def published(folder: Path, own_data: str = "") -> Path:
    """Build and publish aside, by the command that users have."""
    settings = {
        "WAREHOUSE_FILE": str(folder / "warehouse.duckdb"),
        "PUBLISHED_FOLDER": str(folder / "published"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "OWN_DATA": own_data,
    }
    done = subprocess.run(
        [PROJECT / ".venv" / "bin" / "python", "scripts/build.py"],
        cwd=PROJECT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "published"


@contextmanager
def headless_chromium() -> Iterator[Browser]:
    """Chromium of the machine."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert executable, "These tests need Chromium. On Debian or Ubuntu: apt install chromium"
    with sync_playwright() as playwright:
        # Without a sandbox of its own, so that root can run it; it opens nothing but the pages under test.
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()
