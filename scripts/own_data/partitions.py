"""Columns that stand in the names of folders: records/period_code=2020/area_level=city/part-0.parquet.

DuckDB reads the values out of the paths: percent-encoded ones decoded, __HIVE_DEFAULT_PARTITION__ as an empty cell.
"""

import re
from pathlib import Path

# what DuckDB takes for one
FOLDER = re.compile(r"[^=?\\\n]+=[^=?\\\n]*")


def folders(name: str) -> list[str]:
    """Return the folders of a path that look like column=value."""
    return [part for part in name.split("/")[:-1] if "=" in part]


def columns(name: str) -> tuple[str, ...]:
    """Return the columns in the names of the folders."""
    return tuple(part.partition("=")[0] for part in folders(name))


def broken_rule(name: str, place: str) -> tuple[str, str] | None:
    """Say which folder DuckDB would not read as it is meant, and why."""
    for part in folders(name):
        if not FOLDER.fullmatch(part):
            return part, "the folder of a partition is called column=value; = and ? in a value are written %3D and %3F"
    if folders(name) and folders(place) != folders(name):
        return folders(place)[0], "no folder above partitioned data is called column=value"
    return None


def beside(folder: Path, name: str, file: str) -> Path:
    """Return the place of a copy whose path tells the same partitions."""
    path = folder.joinpath(*folders(name), file)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def options(names: tuple[str, ...]) -> str:
    """Return the options of DuckDB's readers. A value stays text: 01 is no number."""
    if not names:
        return "hive_partitioning = false"
    types = ", ".join(f'"{name}": varchar' for name in names)
    return f"hive_partitioning = true, hive_types = {{{types}}}"
