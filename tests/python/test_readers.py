"""Readers who never stop reading while versions are published see whole versions only, and no error."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from publish import publish
from tiny_build import places, write_build

READERS = 8
PUBLICATIONS = 5

# Every connection is closed before the next read: within a process, an open one keeps the old file.
READER = """
import json, os, sys, duckdb
published, stop, report = sys.argv[1:]
def one(connection, sql):
    [(value,)] = connection.execute(sql).fetchall()
    return value
seen, reads = [], 0
while not os.path.exists(stop):
    with duckdb.connect(f"{published}/warehouse.duckdb", read_only=True) as connection:
        pair = [one(connection, f"select any_value(generation) from {t} having min(generation) = max(generation)")
                for t in ("alpha_index", "beta_index")]
    assert pair[0] == pair[1], pair
    with duckdb.connect() as connection:
        one(connection, f"select any_value(generation) from '{published}/marts/alpha_index.parquet'")
    with open(f"{published}/manifest.json") as file:
        json.load(file)
    version = os.path.realpath(f"{published}/current")
    with duckdb.connect(f"{version}/warehouse.duckdb", read_only=True) as connection:
        table, parquet = (one(connection, f"select distinct generation from {t}")
                          for t in ("alpha_index", f"'{version}/marts/beta_index.parquet'"))
    with open(f"{version}/manifest.json") as file:
        listed = json.load(file)["input_files"][0]["sha256"]
    assert table == parquet == int(listed), (table, parquet, listed)
    seen += [g for g in (pair[0], table) if g not in seen]
    reads += 1
    with open(report + ".new", "w") as file:
        json.dump([seen, reads], file)
    os.replace(report + ".new", report)
"""


def wait_for(condition: Callable[[], bool]) -> None:
    """Until it holds, a minute at most."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def read_report(report: Path) -> tuple[list[int], int]:
    """The generations that a reader saw, in this order, and how often it read."""
    seen, reads = json.loads(report.read_text(encoding="utf-8"))
    return seen, reads


def test_readers_see_whole_versions_only(tmp_path: Path) -> None:
    """Through all fixed links and through a version that is resolved once."""
    here = places(tmp_path)
    build_file, stop = Path(here["WAREHOUSE_FILE"]), tmp_path / "stop"
    reports = [tmp_path / f"report_{number}" for number in range(READERS)]
    write_build(build_file, 1)
    publish(here)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, here["PUBLISHED_FOLDER"], stop, report], stderr=subprocess.PIPE, text=True
        )
        for report in reports
    ]
    try:
        wait_for(lambda: all(report.exists() for report in reports) or any(r.poll() for r in readers))
        for generation in range(2, 2 + PUBLICATIONS):
            write_build(build_file, generation)
            publish(here)
            time.sleep(0.3)
        last = 1 + PUBLICATIONS
        wait_for(lambda: all(last in read_report(r)[0] for r in reports) or any(r.poll() for r in readers))
    finally:
        stop.touch()
    errors = [reader.communicate()[1] for reader in readers]
    assert errors == [""] * READERS
    for report in reports:
        seen, _ = read_report(report)
        assert len(seen) >= 2
        assert seen == sorted(seen)
