"""One more period, and a correction of an old one, against a build of everything; with the same marts in the end.

Usage: python scripts/benchmarks/incremental.py FOLDER (an empty or new one)
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
from panel import Panel, write_panel, write_records, write_reference
from process import Outcome
from sizes import INCREMENTAL
from warehouse import Warehouse

ONLY_CHANGED = {"ONLY_CHANGED_PERIODS": "yes"}


BUILDS = ("before", "added", "corrected", "unchanged", "full")


@dataclass
class Incremental:
    """What each build took, the last of them from nothing, and what differs in the end."""

    builds: dict[str, Outcome]
    differences: list[str]


def correct_one_record(file: Path) -> None:
    """Raise one value of a file of records by 1."""
    corrected = file.with_suffix(".corrected")
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        connection.execute(
            f"""
            copy (
                select period_code, area_code, measure_code, industry_code,
                    value + if(file_row_number = 1000, 1, 0) as value
                from read_parquet('{file}', file_row_number = true)
            ) to '{corrected}' (format parquet)
            """
        )
    corrected.replace(file)


def differences_of_marts(left: Path, right: Path) -> list[str]:
    """The marts that are not equal row by row, with how many rows only one of the two has."""
    with duckdb.connect() as connection:
        # under their own names, by which their views find their tables
        connection.execute(f"attach '{left}' (read_only); attach '{right}' (read_only)")
        names = [
            {
                name
                for (name,) in connection.execute(
                    """
                    select table_name from information_schema.tables
                    where table_catalog = ? and table_schema = 'main'
                    """,
                    [build],
                ).fetchall()
            }
            for build in (left.stem, right.stem)
        ]
        found = [f"only one build has {name}" for name in sorted(names[0] ^ names[1])]
        for name in sorted(names[0] & names[1]):
            count = connection.execute(
                f"""
                select count(*) from (
                    (from "{left.stem}".main.{name} except all from "{right.stem}".main.{name})
                    union all
                    (from "{right.stem}".main.{name} except all from "{left.stem}".main.{name})
                )
                """
            ).fetchone()
            if count != (0,):
                found.append(f"{name}: {count} rows differ")
    return found


def measure(panel: Panel, folder: Path, limit_seconds: float, memory_limit: str | None = None) -> Incremental:
    """Build the panel, add a period, correct a record, change nothing, build all anew, and compare."""
    data = folder / "data"
    longer = panel.with_another_period()
    in_steps, at_once = Warehouse(data, folder / "in_steps"), Warehouse(data, folder / "at_once")
    result = Incremental({}, [])
    for name in BUILDS:
        if name == "before":
            write_panel(panel, data)
        elif name == "added":
            write_reference(longer, data)
            write_records(longer, data, longer.period_codes[-1:])
        elif name == "corrected":
            correct_one_record(data / "records" / f"{longer.period_codes[panel.periods // 2]}.parquet")
        if name in ("before", "full"):
            outcome = (in_steps if name == "before" else at_once).build(limit_seconds, memory_limit)
        else:
            outcome = in_steps.build(limit_seconds, memory_limit, ONLY_CHANGED)
        result.builds[name] = outcome
        if not outcome.done:
            result.differences = [f"the build {name}: {outcome.status}\n{outcome.message}"]
            return result
    result.differences = differences_of_marts(in_steps.file, at_once.file)
    return result


def main() -> None:
    """Measure and print; exit with 1 if the marts are not equal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    result = measure(INCREMENTAL, folder, 600)
    for name, outcome in result.builds.items():
        print(f"{name:10} {outcome}")
    print("\n".join(result.differences) or "all marts are equal, row by row")
    sys.exit(1 if result.differences else 0)


if __name__ == "__main__":
    main()
