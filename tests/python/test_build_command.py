"""What `make build` does besides running dbt: one build at a time, publishing, a summary, and clean endings."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from test_own_data import EXAMPLE
from tiny_build import KILLS_OF_BUILDS, fetch, kill_after, run, snapshot, start


def wait_for_text(process: subprocess.Popen[str], text: str) -> None:
    """Until the process prints it."""
    assert process.stdout
    for line in process.stdout:
        if text in line:
            return
    raise AssertionError(text)


def prepare(folder: Path) -> dict[str, str]:
    """The small example as own data, and an environment to build it in."""
    shutil.copytree(EXAMPLE, folder / "shop")
    return {
        "OWN_DATA": str(folder / "shop"),
        "WAREHOUSE_FILE": "",
        "PUBLISHED_FOLDER": "",
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Own data that the first test builds and publishes."""
    return prepare(tmp_path_factory.mktemp("command"))


def published(here: dict[str, str]) -> Path:
    """Where own data are published."""
    return Path(here["OWN_DATA"]) / "published"


def test_two_builds_at_once(here: dict[str, str]) -> None:
    """The second says so and stops; the first ends with one screen of summary."""
    with start("build.py", here) as first:
        wait_for_text(first, "Running with dbt")
        code, output = run("build.py", here)
        assert code == 1
        file = f"{here['OWN_DATA']}/warehouse.duckdb"
        assert output == (
            f"another build is writing {file} (process {first.pid}); wait for it to end\n"
            f"Nothing was published; {published(here)} is still empty.\n"
        )
        summary, _ = first.communicate()
    assert first.returncode == 0, summary
    for line in (
        f"{published(here)} now has version 1 (build ",
        "indices              1: shop_index",
        "periods              1: 2026-10",
        "units                city 3, province 2",
        "records read         14",
        f"marts                {published(here)}/warehouse.duckdb",
    ):
        assert line in summary
    assert re.search(r"tests passed +\d+ of the data\n", summary)


def test_a_failed_build_changes_nothing_that_is_published(here: dict[str, str]) -> None:
    """The last lines say why, and what readers still see."""
    before = snapshot(published(here))
    assert before
    records = Path(here["OWN_DATA"]) / "records.csv"
    whole = records.read_text(encoding="utf-8")
    records.write_text(whole.replace("A2,orders,all,2", "A2,orders,all,-2"), encoding="utf-8")
    code, output = run("build.py", here)
    assert code == 1
    last = output.splitlines()[-3:]
    assert last[0] == "The build failed:"
    assert last[1].startswith("BAD INPUT in records [period_code=2026-10, area_code=A2, measure_code=orders")
    assert last[2] == f"Nothing was published; {published(here)} still has version 1."
    code, output = run("publishing/publish.py", here)
    assert (code, "has no completed build" in output) == (1, True)
    assert snapshot(published(here)) == before
    records.write_text(whole, encoding="utf-8")


def test_ctrl_c_ends_a_build(here: dict[str, str]) -> None:
    """Without a stack trace, and with the exit code that a shell expects."""
    before = snapshot(published(here))
    with start("build.py", here) as process:
        wait_for_text(process, "START sql")
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGINT)
        output, _ = process.communicate()
    assert process.returncode == 130, output
    assert "Traceback" not in output
    assert output.endswith(f"Interrupted.\nNothing was published; {published(here)} still has version 1.\n")
    assert snapshot(published(here)) == before


def test_kills_while_building(here: dict[str, str]) -> None:
    """Readers still see the version before, unless it was too late to kill; the next build publishes the new input."""
    content, moments = "select area_code, score from fct_scores order by all", random.Random(2016)
    warehouse, current = published(here) / "warehouse.duckdb", published(here) / "current"
    first = before = fetch(warehouse, content)
    version = current.readlink()
    records = Path(here["OWN_DATA"]) / "records.csv"
    for kill in range(KILLS_OF_BUILDS):
        whole = records.read_text(encoding="utf-8")
        records.write_text(re.sub("A2,orders,all,.*", f"A2,orders,all,{kill + 3}", whole), encoding="utf-8")
        process = start("build.py", here)
        wait_for_text(process, "START hook")
        kill_after(process, moments.uniform(0, 2))
        assert (fetch(warehouse, content) == before) == (current.readlink() == version)
        before, version = fetch(warehouse, content), current.readlink()
    code, output = run("build.py", here)
    assert code == 0, output
    assert fetch(warehouse, content) == fetch(Path(here["OWN_DATA"]) / "warehouse.duckdb", content)
    assert fetch(warehouse, content) != first


def test_own_data_that_are_not_there(here: dict[str, str], tmp_path: Path) -> None:
    """A misspelt folder is not made."""
    code, output = run("build.py", here | {"OWN_DATA": str(tmp_path / "shpo")})
    assert code == 1
    assert output.startswith(f"OWN_DATA names {tmp_path / 'shpo'}, and there is no such folder or file.\n")
    assert not (tmp_path / "shpo").exists()
