"""One screen about a build that was published."""

import os
import sys
from pathlib import Path

from build_file import opened, read_rows
from manifest import distinct
from publish import Publication


def spelled(items: list[str]) -> str:
    """How many there are, and which: all of a few, the first and the last of many."""
    shown = ", ".join(items) if len(items) <= 4 else f"{items[0]} to {items[-1]}"
    return f"{len(items)}: {shown}" if items else "none"


def units_per_level(build_file: Path, marts: list[str]) -> str:
    """How many units have a score, level by level."""
    with opened(build_file) as connection:
        units = distinct(connection, marts, ("unit_level", "area_code"))
        levels = [level for level, area in units if area is not None]
    return ", ".join(f"{level} {levels.count(level):,}" for level in sorted(set(levels))) or "none"


def computed_periods(build_file: Path) -> str | None:
    """Which periods were computed, where the build left the others as they were."""
    if not os.environ.get("ONLY_CHANGED_PERIODS"):
        return None
    with opened(build_file) as connection:
        rows = connection.execute("select period_code from intermediate.int_changed_periods order by all").fetchall()
    return spelled([period for (period,) in rows]) + "; the others have not changed"


def query_line(publication: Publication, query: str) -> str:
    """A command that shows the result of a query."""
    file = publication.folder / "warehouse.duckdb"
    python = os.path.relpath(sys.executable)
    return f"{python} -c \"import duckdb; duckdb.connect('{file}', read_only=True).sql('{query}').show()\""


def summarise(
    publication: Publication, build_file: Path, own_data: str, seconds: tuple[float, float], example: str
) -> str:
    """What was built from what, what was tested, and where it is."""
    manifest = publication.manifest
    with opened(build_file) as connection:
        [completed] = read_rows(connection, "completed_build")
    tests = manifest["tests"]
    passed = f"{tests['data_tests_passed']} of the data"
    if tests["unit_tests_passed"]:
        passed += f", {tests['unit_tests_passed']} of the code"
    if tests["data_tests_warned"]:
        passed += f"; {tests['data_tests_warned']} warned"
    lines = {
        "data set": f"own data, {own_data}" if own_data else "embedded",
        "indices": spelled(manifest["indices"]),
        "periods": spelled(manifest["periods"]),
        "periods computed": computed_periods(build_file),
        "units": units_per_level(build_file, list(manifest["marts"])),
        "records read": f"{manifest['records_read']:,}",
        "records quarantined": manifest["rows_quarantined"],
        "models": completed["models"],
        "tests passed": passed,
        "seconds": f"{sum(seconds):.1f} (build {seconds[0]:.1f}, publishing {seconds[1]:.1f})",
        "marts": f"{publication.folder}/warehouse.duckdb, {publication.folder}/marts/*.parquet",
        "what they come from": f"{publication.folder}/manifest.json",
    }
    shown = [f"  {name:20} {value}" for name, value in lines.items() if value is not None]
    asked = ["", "Try:", "", f"  {query_line(publication, example)}"] if example else []
    return "\n".join(["", publication.message, "", *shown, *asked])
