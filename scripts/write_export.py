"""Writes the take-away files of what is published: an Excel workbook, and CSV files that Excel in China opens.

The folder is written aside and takes its place by a rename. PERIOD names a period; each list has its last one else.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent / "publishing"))

from export.csv_file import write_csv
from export.tables import dictionary, mart, origins, ranking_lists
from export.workbook import write_workbook
from places import PROJECT, own_folder, published_folder
from refusal import Refusal, exit_code

WORKBOOK = "index.xlsx"
# The wide marts, which people open in a spreadsheet.
MARTS = sorted(path.stem for path in (PROJECT / "models" / "marts" / "index").glob("*.sql"))


def export_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the files; that of own data lies beside their publication."""
    default = "/".join(filter(None, [own_folder(environment), "export"]))
    return Path(environment.get("EXPORT_FOLDER", "") or default)


def write(published: Path, folder: Path, period: str = "") -> str:
    """Write the files of a publication into a folder, and say what is in it."""
    warehouse = (published / "current").resolve() / "warehouse.duckdb"
    if not warehouse.exists():
        raise Refusal(f"Nothing is published in {published} yet: run make build first.")
    if folder.exists() and any(folder.iterdir()) and not (folder / WORKBOOK).exists():
        raise Refusal(f"{folder} is not empty and no export: name another folder with EXPORT_FOLDER.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (
        duckdb.connect(str(warehouse), read_only=True) as connection,
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch,
    ):
        periods = [
            code for (code,) in connection.sql("select distinct period_code from fct_scores order by 1").fetchall()
        ]
        if period and period not in periods:
            raise Refusal(f"PERIOD={period}: the publication has {', '.join(periods)}.")
        fresh = Path(scratch) / "fresh"
        (fresh / "lists").mkdir(parents=True)
        lists = ranking_lists(connection, period)
        write_workbook(fresh / WORKBOOK, lists, dictionary(connection), origins(connection))
        for table in lists:
            write_csv(fresh / "lists" / f"{table.name}.csv", table)
        for name in MARTS:
            write_csv(fresh / f"{name}.csv", mart(connection, name))
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        fresh.rename(folder)
    return f"{folder}/{WORKBOOK} has {len(lists)} lists; beside it are {len(lists) + len(MARTS)} CSV files."


def main() -> None:
    """Write the take-away files of the current publication."""
    print(write(published_folder(os.environ), export_folder(os.environ), os.environ.get("PERIOD", "")))


if __name__ == "__main__":
    sys.exit(exit_code(main))
