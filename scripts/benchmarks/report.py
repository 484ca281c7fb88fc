"""Writes docs/benchmarks.md and docs/benchmarks.svg from the results in docs/benchmarks.

Usage: python scripts/benchmarks/report.py [--docs FOLDER]
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from chart import COLOURS, scale_chart

DOCS = Path(__file__).resolve().parents[2] / "docs"
INTRODUCTION = (Path(__file__).with_name("introduction.md")).read_text(encoding="utf-8")
# the size whose steps are told one by one
STEPS_OF = "20"
SLOWEST = 10
FEWEST_ROWS = 1000
PART_NAMES = {
    "chain": "the chain up to `int_ranks`, which has what the floor has",
    "analysis": "all other models",
    "test": "data tests",
    "hook": "hooks",
    "dbt": "dbt itself",
}
BUILDS = {
    "before": "all of {periods} periods, from nothing",
    "added": "a period more",
    "corrected": "a record of an old period corrected",
    "unchanged": "nothing changed",
    "full": "all of {more} periods, from nothing",
}

Result = dict[str, Any]


def paragraph(text: str) -> list[str]:
    """Lines of running text."""
    return [*wrap(text, 118, break_long_words=False, break_on_hyphens=False), ""]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table of Markdown; figures stand at the right."""
    marks = ["---", *["--:"] * (len(header) - 1)]
    return [f"| {' | '.join(row)} |" for row in (header, marks, *rows)] + [""]


def figure(value: float) -> str:
    """A number with as many places as it deserves."""
    return f"{value:,.2f}" if value < 10 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def seconds_of(row: Result) -> str:
    """Seconds, and between what they lay if they were measured more than once."""
    times = row["all_seconds"]
    between = f" ({figure(min(times))} to {figure(max(times))})" if len(times) > 1 else ""
    return figure(row["seconds"]) + between


def contestant_row(name: str, row: Result, result: Result) -> list[str]:
    """What a contestant took on a size."""
    memory = f"{row['peak_bytes'] / 1e9:.2f}"
    if row["status"] != "done":
        return [name, f"{row['status']}, after {figure(row['seconds'])}", "", memory, "", ""]
    floor = result["contestants"]["floor"]
    ratio = figure(row["seconds"] / floor["seconds"]) if floor["status"] == "done" else ""
    compared = "is the floor" if name == "floor" else row.get("compared", "not compared")
    return [name, seconds_of(row), ratio, memory, f"{result['records'] / row['seconds']:,.0f}", compared]


def size_section(result: Result) -> list[str]:
    """A size: all contestants."""
    panel = result["panel"]
    industries = f" × {panel['industries']} industries" if panel["industries"] > 1 else ""
    limit = f"; memory limited to {result['memory_limit']}" if result["memory_limit"] else ""
    rows = [contestant_row(name, row, result) for name, row in result["contestants"].items()]
    return [
        f"### {result['size']} million",
        "",
        f"{panel['cities']:,} cities × {panel['measures']} measures{industries} × {panel['periods']} periods, "
        f"{result['records']:,} records{limit}.",
        "",
        *table(["contestant", "seconds", "× floor", "peak GB", "records/s", "against the floor"], rows),
    ]


def parts_section(results: Sequence[Result]) -> list[str]:
    """What the time of the warehouse went to, at all sizes."""
    told = [result for result in results if result["parts"]]
    if not told:
        return []
    rows = [[name, *(figure(result["parts"][part]) for result in told)] for part, name in PART_NAMES.items()]
    chains = ["the chain × floor"]
    for result in told:
        floor = result["contestants"]["floor"]
        chains.append(figure(result["parts"]["chain"] / floor["seconds"]) if floor["status"] == "done" else "")
    return [
        "## What the warehouse takes its time for",
        "",
        *paragraph(
            "Seconds of the last build of each size; while several nodes run, each is given an equal part of the "
            "time. dbt itself is what is left when no node runs: starting, parsing, reading own data, and writing its "
            "own record."
        ),
        *table(["seconds", *(f"{result['size']} million" for result in told)], [*rows, chains]),
    ]


def step_rows(steps: Sequence[Result]) -> list[list[str]]:
    """A row for each step."""
    rows = []
    for step in steps:
        known = step["rows"] is not None
        speed = f"{step['rows'] / step['seconds']:,.0f}" if step["rows"] and step["seconds"] > 0 else ""
        rows.append([f"`{step['name']}`", f"{step['seconds']:.2f}", f"{step['rows']:,}" if known else "", speed])
    return rows


def steps_section(results: Sequence[Result]) -> list[str]:
    """The steps of the chain, and the slowest others."""
    told = [result for result in results if result["steps"]]
    if not told:
        return []
    result = next((result for result in told if result["size"] == STEPS_OF), told[-1])
    chain = [step for step in result["steps"] if step["kind"] == "chain" and (step["rows"] or 0) >= FEWEST_ROWS]
    others = [step for step in result["steps"] if step["kind"] != "chain"]
    header = ["step", "seconds", "rows", "rows/s"]
    return [
        f"## Steps at {result['size']} million",
        "",
        *paragraph(
            f"The tables of the chain of {FEWEST_ROWS:,} rows and more, in the order in which they are built (views "
            "take their time where they are read):"
        ),
        *table(header, step_rows(chain)),
        f"The {SLOWEST} slowest of the other models and tests:",
        "",
        *table(header, step_rows(sorted(others, key=lambda step: -step["seconds"])[:SLOWEST])),
    ]


def incremental_section(result: Result) -> list[str]:
    """One period more, against everything anew."""
    panel, full = result["panel"], result["builds"]["full"]["seconds"]
    names = {build: name.format(periods=panel["periods"], more=panel["periods"] + 1) for build, name in BUILDS.items()}
    rows = [
        [names[build], figure(row["seconds"]), figure(row["seconds"] / full), f"{row['peak_bytes'] / 1e9:.2f}"]
        for build, row in result["builds"].items()
    ]
    return [
        "## One period more",
        "",
        *paragraph(
            f"{panel['cities']:,} cities × {panel['measures']} measures × {panel['periods']} periods; then one more "
            "period, then a correction of one record in the middle, then nothing. In the end every mart is equal, row "
            "by row (`except all` both ways), to one built from nothing."
        ),
        *table(["build", "seconds", "part of a full build", "peak GB"], rows),
    ]


def overhead_section(result: Result) -> list[str]:
    """What dbt costs, where data are few."""
    rows = [
        [row["name"], figure(row["project"]), figure(row["twin"]), figure(row["project"] / row["twin"])]
        for row in result["rows"]
        if row["twin"]
    ]
    return [
        "## dbt's own time",
        "",
        *paragraph(
            "The embedded data are few, so that a build is mostly dbt. The project is measured beside a twin with the "
            f"same nodes, all of them empty ({result['nodes']}). A default build is what `make build` asks of dbt: "
            f"no unit tests. Medians of {result['repetitions']}, by turns (`make bench-overhead`)."
        ),
        *table(["seconds", "the project", "the empty twin", "ratio"], rows),
    ]


def machine_section(results: dict[str, Result]) -> list[str]:
    """On what each result was measured."""
    names = list(next(iter(results.values()))["machine"])
    columns = list(results)
    rows = [[name, *(results[column]["machine"].get(name, "") for column in columns)] for name in names]
    headings = [f"{column} million" if column[0].isdigit() else column for column in columns]
    if all(len(set(row[1:])) == 1 for row in rows):
        rows, headings = [row[:2] for row in rows], ["all results"]
    return ["## Measured on", "", *table(["", *headings], rows)]


def read_results(folder: Path) -> dict[str, Result]:
    """All results by their name: sizes from small to large, then the others."""
    found = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}
    sizes = sorted((name for name in found if name[0].isdigit()), key=float)
    return {name: found[name] for name in (*sizes, *(name for name in found if name not in sizes))}


def write_report(docs: Path) -> None:
    """Write the page and the chart."""
    results = read_results(docs / "benchmarks")
    sizes = [result for name, result in results.items() if name[0].isdigit()]
    series = {
        name: [
            (result["records"], result["contestants"][name]["seconds"])
            for result in sizes
            if result["contestants"].get(name, {}).get("status") == "done"
        ]
        for name in COLOURS
    }
    lines = [INTRODUCTION]
    for result in sizes:
        lines += size_section(result)
    lines += parts_section(sizes) + steps_section(sizes)
    if "incremental" in results:
        lines += incremental_section(results["incremental"])
    if "overhead" in results:
        lines += overhead_section(results["overhead"])
    lines += machine_section({name: result for name, result in results.items() if "machine" in result})
    (docs / "benchmarks.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    if sizes:
        chart = scale_chart("The warehouse, its floor and its peers", series)
        (docs / "benchmarks.svg").write_text(chart, encoding="utf-8")


def main() -> None:
    """Write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--docs", type=Path, default=DOCS)
    write_report(parser.parse_args().docs)


if __name__ == "__main__":
    main()
