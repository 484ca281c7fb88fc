"""CSV for Excel in China: UTF-8 with a byte order mark, since Excel reads others as GBK."""

import csv
from pathlib import Path

from export.tables import Cell, Table

# With these a spreadsheet begins a formula.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, table: Table) -> None:
    """Write a table with the names of its columns as they are in the mart, numbers in full."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows([harmless(value) for value in row] for row in table.rows)


def harmless(value: Cell) -> Cell:
    """A text that would be a formula gets an apostrophe in front, as a person would type it."""
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return f"'{value}"
    return value
