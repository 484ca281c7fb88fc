"""The section of docs/engines.md on Spark at scale, out of docs/engines/spark.json."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from section import write_section as write
from spark_estimate import Assumed, Estimate, Result, estimate

TEMPLATE = Path(__file__).with_name("spark_scale.md")
COMMAND = "make spark-scale"
SHOWN = 10
# Where both sides of a join are long, or may be: Spark sorts them.
BOTH_LONG = {
    "int_missing_values": "what there is beside what there should be",
    "int_scores": "units with what they lack beside the sums of what they have",
    "int_index_by_unit": "scores beside ranks",
    "input_faults": "rows of any input beside those they refer to",
}
OTHER_JOINS = ("SortMergeJoin", "ShuffledHashJoin", "BroadcastNestedLoopJoin", "CartesianProduct")
MEBIBYTE = 2**20
TERABYTE = 1e12


def total(result: Result, figure: str) -> float:
    """The sum over all steps."""
    return float(sum(step[figure] or 0 for step in result["steps"].values()))


def measured_line(result: Result) -> str:
    """A size as a line of the table of sizes."""
    broadcast = total(result, "BroadcastHashJoin")
    others = sum(total(result, join) for join in OTHER_JOINS)
    return (
        f"| {result['records'] / 1e6:.1f} million | {result['spark_seconds']:.0f} | {result['duckdb_seconds']:.0f} "
        f"| {total(result, 'task_seconds'):.0f} | {total(result, 'shuffle_bytes') / MEBIBYTE:,.0f} "
        f"| {total(result, 'spilled_bytes') / MEBIBYTE:,.0f} | {broadcast:.0f} | {others:.0f} |"
    )


def step_line(name: str, step: Mapping[str, Any], guess: Estimate) -> str:
    """A step as a line of the table of steps."""
    others = ", ".join(f"{step[join]} {join}" for join in OTHER_JOINS if step[join])
    joins = f"{step['BroadcastHashJoin']} broadcast" + (f", {others}" if others else "")
    return (
        f"| `{name}` | {step['seconds']:.1f} | {step['rows_read'] or 0:,} | {step['rows_written'] or 0:,} "
        f"| {(step['shuffle_bytes'] or 0) / MEBIBYTE:,.0f} "
        f"| {step['stages'] or 0} | {step['tasks'] or 0} | {joins} | {guess.seconds / 60:.1f} |"
    )


def rest_line(steps: Mapping[str, Mapping[str, Any]], guesses: Mapping[str, Estimate]) -> str:
    """All other steps as one line."""
    sums = {
        figure: sum(step[figure] or 0 for step in steps.values())
        for figure in ("seconds", "shuffle_bytes", "stages", "tasks", "BroadcastHashJoin", *OTHER_JOINS)
    }
    others = ", ".join(f"{sums[join]} {join}" for join in OTHER_JOINS if sums[join])
    return (
        f"| {len(steps)} others | {sums['seconds']:.1f} | | "
        f"| {sums['shuffle_bytes'] / MEBIBYTE:,.0f} | {sums['stages']} | {sums['tasks']} "
        f"| {sums['BroadcastHashJoin']} broadcast{f', {others}' if others else ''} "
        f"| {sum(guesses[name].seconds for name in steps) / 60:.1f} |"
    )


def section(sizes: Mapping[str, Result]) -> str:
    """The whole section."""
    ordered = sorted(sizes, key=float)
    small, large = sizes[ordered[0]], sizes[ordered[-1]]
    assumed = Assumed()
    guesses = {name: estimate(small, large, name, assumed) for name in large["steps"] if name in small["steps"]}
    slowest = sorted(guesses, key=lambda name: -large["steps"][name]["seconds"])
    lines = [step_line(name, large["steps"][name], guesses[name]) for name in slowest[:SHOWN]]
    lines.append(rest_line({name: large["steps"][name] for name in slowest[SHOWN:]}, guesses))
    return (
        TEMPLATE.read_text(encoding="utf-8")
        .rstrip()
        .format(
            **{name: large[name] for name in ("workers", "worker_cores", "executor_memory", "shuffle_partitions")},
            marts=", ".join(f"`{mart}`" for mart in large["compared"]),
            compared=sum(found["rows"] for found in large["compared"].values()),
            sizes="\n".join(measured_line(sizes[size]) for size in ordered),
            records=large["records"] / 1e6,
            steps="\n".join(lines),
            sorted=", ".join(f"`{name}` ({reason})" for name, reason in BOTH_LONG.items()),
            longest=max(step["shuffle_bytes_of_a_task"] or 0 for step in large["steps"].values()) / MEBIBYTE,
            assumed=assumed,
            hours=sum(guess.seconds for guess in guesses.values()) / 3600,
            computing=sum(guess.computing for guess in guesses.values()) / 3600,
            shuffling=sum(guess.shuffling for guess in guesses.values()) / 3600,
            fixed=sum(guess.fixed for guess in guesses.values()) / 60,
            shuffled=sum(guess.shuffle_bytes for guess in guesses.values()) / TERABYTE,
            partitions=max(guess.shuffle_bytes for guess in guesses.values()) / (128 * MEBIBYTE),
        )
    )


def write_section(sizes: Mapping[str, Result]) -> None:
    """Write it into the page."""
    write(COMMAND, section(sizes))
