"""The warehouse beside its floor and its peers, on panels of any size: seconds, peak memory, and equal results.

Each contestant is a process of its own and starts from nothing, by turns, on the same Parquet files, which were just
written and so are in the system's cache for all. What a contestant leaves is compared with the floor, row by row. One
that runs out of memory or time is reported as such, and the others go on; one that comes to other figures, or fails
otherwise, makes this fail.

Results go into a folder, a file for each size; a size that is not measured keeps the file it has.

Usage: python scripts/benchmarks/measure.py [--sizes 0.2 2 20] [--memory-limit 8GB] [--results FOLDER] [--check]
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import incremental
import process
from machine import describe, memory_bytes
from panel import Panel
from sizes import INCREMENTAL, SIZES
from warehouse import PROJECT, Warehouse, parts

SCRIPTS = Path(__file__).resolve().parent
# the part of the memory that DuckDB takes if nobody says otherwise; peers, who know no limit, get the same
PART_OF_MEMORY = 0.8
LINES_SHOWN = 3
# how a contestant may end that cannot do a size
TOO_LARGE = ("out of memory", "over ")
UNITS = {"KB": 1000, "MB": 1000**2, "GB": 1000**3, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


@dataclass(frozen=True)
class Settings:
    """What holds for all contestants."""

    peers_python: Path
    memory_limit: str | None
    limit_minutes: float | None
    repetitions: int | None

    @property
    def most_bytes(self) -> int:
        """What a peer may take."""
        if self.memory_limit is None:
            return int(memory_bytes() * PART_OF_MEMORY)
        number = self.memory_limit.rstrip("KMGTiB")
        return int(float(number) * UNITS[self.memory_limit[len(number) :]])


class Contest:
    """The contestants on one panel."""

    def __init__(self, data: Path, work: Path, limit_seconds: float, settings: Settings) -> None:
        """All work on the same data, each in its own place."""
        self.data, self.work, self.limit_seconds, self.settings = data, work, limit_seconds, settings
        self.warehouse = Warehouse(data, work / "warehouse")
        self.places = {
            "floor": work / "floor.duckdb",
            "warehouse": self.warehouse.file,
            "polars": work / "polars",
            "pandas": work / "pandas",
        }

    def run(self, name: str) -> process.Outcome:
        """Run a contestant from nothing."""
        place = self.places[name]
        if name == "warehouse":
            shutil.rmtree(self.warehouse.folder, ignore_errors=True)
            return self.warehouse.build(self.limit_seconds, self.settings.memory_limit)
        if name == "floor":
            limit = ["--memory-limit", self.settings.memory_limit] if self.settings.memory_limit else []
            floor: list[str | Path] = [sys.executable, SCRIPTS / "floor.py", self.data, place, *limit]
            return process.run(floor, self.work / "floor.log", self.limit_seconds)
        shutil.rmtree(place, ignore_errors=True)
        command: list[str | Path] = [self.settings.peers_python, SCRIPTS / f"{name}_peer.py", self.data, place]
        most_bytes = self.settings.most_bytes
        return process.run(command, self.work / f"{name}.log", self.limit_seconds, most_bytes=most_bytes)

    def compare(self, name: str) -> str:
        """Whether a contestant came to what the floor came to: `equal`, or what differs."""
        compare: list[str | Path] = [
            sys.executable,
            SCRIPTS / "compare.py",
            self.data,
            self.places["floor"],
            self.places[name],
        ]
        done = subprocess.run(compare, capture_output=True, text=True, check=False)
        lines = (done.stdout or done.stderr).strip().splitlines()
        return "\n".join([*lines[:LINES_SHOWN], *(["and so on"] if len(lines) > LINES_SHOWN else [])])


def tell(text: str) -> None:
    """Say how far it is."""
    print(text, flush=True)


def row_of(outcomes: list[process.Outcome]) -> dict[str, Any]:
    """What is kept of the runs of a contestant."""
    last = outcomes[-1]
    return {
        "status": last.status,
        "seconds": round(statistics.median(outcome.seconds for outcome in outcomes), 3),
        "all_seconds": [round(outcome.seconds, 3) for outcome in outcomes],
        "peak_bytes": max(outcome.peak_bytes for outcome in outcomes),
        "message": last.message,
    }


def measure_size(name: str, settings: Settings, work: Path) -> dict[str, Any]:
    """All contestants on a size."""
    size = SIZES[name]
    panel, data = size.panel, work / "data"
    tell(f"== {name} million: {panel.cities:,} cities, {panel.measures} measures, {panel.industries} industries, "
         f"{panel.periods} periods")  # fmt: skip
    numbers = [f"--{part}={getattr(panel, part)}" for part in ("cities", "measures", "industries", "periods")]
    subprocess.run([sys.executable, SCRIPTS / "panel.py", data, *numbers], check=True, stdout=subprocess.DEVNULL)
    contest = Contest(data, work, 60 * (settings.limit_minutes or size.limit_minutes), settings)
    outcomes: dict[str, list[process.Outcome]] = {contestant: [] for contestant in contest.places}
    for _ in range(settings.repetitions or size.repetitions):
        for contestant, runs in outcomes.items():
            if not runs or runs[-1].done:
                runs.append(contest.run(contestant))
                peak = runs[-1].peak_bytes / 1e9
                tell(f"   {contestant:10}{runs[-1].seconds:9.2f} s {peak:7.2f} GB  {runs[-1].status}")
    contestants = {contestant: row_of(runs) for contestant, runs in outcomes.items()}
    for contestant, row in contestants.items():
        if contestant != "floor" and row["status"] == contestants["floor"]["status"] == "done":
            row["compared"] = contest.compare(contestant)
            tell(f"   {contestant} against the floor: {row['compared']}")
    steps = contest.warehouse.steps() if contestants["warehouse"]["status"] == "done" else []
    return {
        "size": name,
        "panel": vars(panel),
        "records": count_records(data),
        "contestants": contestants,
        "parts": parts(outcomes["warehouse"][-1].seconds, steps) if steps else {},
        "steps": steps,
    }


def count_records(data: Path) -> int:
    """How many records a panel has, less its gaps; asked in a process of its own, see process.py."""
    script = f"import duckdb; print(duckdb.sql(\"select count(*) from '{data}/records/*.parquet'\").fetchone()[0])"
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)


def measure_incremental(settings: Settings, work: Path) -> dict[str, Any]:
    """A period more, against everything anew."""
    panel: Panel = INCREMENTAL
    tell(f"== one period after {panel.periods}")
    result = incremental.measure(panel, work, 60 * (settings.limit_minutes or 10), settings.memory_limit)
    builds = {build: outcome.as_dict() for build, outcome in result.builds.items()}
    for build, row in builds.items():
        tell(f"   {build:10}{row['seconds']:9.2f} s  {row['status']}")
    tell("   " + ("; ".join(result.differences) or "all marts are equal, row by row"))
    return {"panel": vars(panel), "builds": builds, "differences": result.differences}


def faults_of(result: dict[str, Any], check: bool) -> list[str]:
    """What makes the benchmark fail. Too little memory or time is a result, unless it is only a check."""
    faults = list(result.get("differences", []))
    for name, row in result.get("contestants", {}).items():
        if row["status"] != "done" and (check or not row["status"].startswith(TOO_LARGE)):
            faults.append(f"{name}: {row['status']}\n{row['message']}")
        if row.get("compared", "equal") != "equal":
            faults.append(f"{name} differs from the floor: {row['compared']}")
    return faults


def main() -> None:
    """Measure, keep the results, and exit with 1 if any is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=["0.2", "2", "20"])
    parser.add_argument("--incremental", action="store_true", help="also add one period to fifty")
    parser.add_argument(
        "--memory-limit", help="for example 8GB (default: 40%% of the memory for a build, 80%% for the others)"
    )
    parser.add_argument("--limit-minutes", type=float, help="how long a contestant may take (default: by size)")
    parser.add_argument("--repetitions", type=int, help="runs of each contestant (default: by size)")
    parser.add_argument("--peers-python", type=Path, default=PROJECT / ".venv-benchmarks/bin/python")
    parser.add_argument("--results", type=Path, default=PROJECT / "docs/benchmarks")
    parser.add_argument("--work", type=Path, help="where panels and databases go (default: a temporary folder)")
    parser.add_argument("--check", action="store_true", help="whether results are equal: no file of results is written")
    arguments = parser.parse_args()
    settings = Settings(arguments.peers_python, arguments.memory_limit, arguments.limit_minutes, arguments.repetitions)
    machine = describe(settings.peers_python)
    jobs: dict[str, Callable[[Path], dict[str, Any]]] = {
        name: partial(measure_size, name, settings) for name in arguments.sizes
    }
    if arguments.incremental:
        jobs["incremental"] = partial(measure_incremental, settings)
    faults = []
    for name, job in jobs.items():
        with tempfile.TemporaryDirectory(prefix="benchmark_", dir=arguments.work) as work:
            result = {"machine": machine, "memory_limit": arguments.memory_limit} | job(Path(work))
        found = faults_of(result, arguments.check)
        faults += found
        if not found and not arguments.check:
            arguments.results.mkdir(parents=True, exist_ok=True)
            text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
            (arguments.results / f"{name}.json").write_text(text, encoding="utf-8")
    sys.exit("\n".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
