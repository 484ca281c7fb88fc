"""Writes docs/audit-report: a statistical audit of every index of the last build.

The embedded data have the page embedded.md; own data (OWN_DATA) have one of their name beside it, or in the folder that
AUDIT_REPORT names.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "publishing"))

import places
from audit_report.page import audit_report

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "docs" / "audit-report"
EMBEDDED = "embedded"


def main() -> None:
    """Write the page and its charts."""
    page = write(os.environ)
    print(f"{page} has the audit.")


def data_set(environment: Mapping[str, str]) -> str:
    """The name of the data set: that of the folder or file of own data."""
    own = places.own_folder(environment)
    if not own:
        return EMBEDDED
    name = Path(own).resolve().name
    return f"own_{name}" if name == EMBEDDED else name


def write(environment: Mapping[str, str]) -> Path:
    """Write the files of a report, and take away charts that it no longer has."""
    name = data_set(environment)
    folder = Path(environment.get("AUDIT_REPORT", "") or FOLDER)
    files = report(places.build_file(environment), name, folder)
    for old in (folder / name).glob("*.svg"):
        old.unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / f"{name}.md"


def report(build_file: Path, name: str, folder: Path = FOLDER) -> dict[str, str]:
    """The files of a report by their paths in its folder. Pages outside the project have no links into it."""
    is_inside = folder.resolve().is_relative_to(PROJECT)
    title = "the embedded data" if name == EMBEDDED else f"`{name}`"
    return audit_report(build_file, name, title, os.path.relpath(PROJECT / "docs", folder) if is_inside else "")


if __name__ == "__main__":
    main()
