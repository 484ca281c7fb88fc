"""The Excel workbook: contents, notes, one sheet for each list, and the data dictionary."""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import east_asian_width

import xlsxwriter

from export.tables import Cell, Table

# Every workbook says the same, so that the same figures give the same bytes.
CREATED = datetime.datetime(2000, 1, 1)
LONGEST_SHEET_NAME = 31
WIDEST_COLUMN = 80
NOTES = (
    ("说明", "Notes"),
    (
        "published:由报告或统计机构发布的数据计算。",
        "published: computed from figures that the report or a statistical office has published.",
    ),
    (
        "reconstructed:来自反推的原始数据,能还原已发布的数字,但不说明任何地区的真实情况。",
        "reconstructed: from raw data solved backwards, which return what was published; no evidence of any place.",
    ),
    ("own:由用户自己的数据计算。", "own: computed from the user's own data."),
    ("榜单采用各指数的默认权重。", "The lists are those of each index's default weights."),
    ("空单元格表示缺失,不是零。", "An empty cell is missing and not zero."),
    (
        "末位并列的地区全部列出,因此榜单可能比名称所示的更长。",
        "All that tie at the last place are listed, so that a list may be longer than its name says.",
    ),
)


def write_workbook(path: Path, lists: Sequence[Table], dictionary: Table, origins: Table) -> None:
    """Write the workbook."""
    names = sheet_names(["contents", "notes", *(table.name for table in lists), dictionary.name])
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": CREATED})
    bold = workbook.add_format({"bold": True})
    contents = workbook.add_worksheet(names[0])
    notes = workbook.add_worksheet(names[1])
    for name, table in zip(names[2:], [*lists, dictionary], strict=True):
        fill(workbook, workbook.add_worksheet(name), table)
    contents.write_row(0, 0, ["工作表 Sheet", "标题", "Title"], bold)
    titles = [("说明", "Notes"), *((table.title_zh, table.title_en) for table in [*lists, dictionary])]
    for row, (name, title) in enumerate(zip(names[1:], titles, strict=True), start=1):
        contents.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        contents.write_row(row, 1, title)
    contents.set_column(0, 0, LONGEST_SHEET_NAME)
    contents.set_column(1, 2, WIDEST_COLUMN)
    contents.freeze_panes(1, 0)
    for row, note in enumerate(NOTES):
        notes.write_row(row, 0, note, bold if row == 0 else None)
    notes.set_column(0, 1, WIDEST_COLUMN)
    fill(workbook, notes, origins, first_row=len(NOTES) + 1, is_alone=False)
    workbook.close()


def fill(
    workbook: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Table,
    first_row: int = 0,
    is_alone: bool = True,
) -> None:
    """Write a table; one that has the sheet to itself gets a title, fixed headings, a filter and widths."""
    if is_alone:
        title = workbook.add_format({"bold": True, "font_size": 13})
        sheet.write_string(first_row, 0, f"{table.title_zh}  {table.title_en}", title)
        first_row += 1
    header = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = [
        workbook.add_format({"num_format": column.number_format} if column.number_format else {})
        for column in table.columns
    ]
    for place, column in enumerate(table.columns):
        sheet.write_string(first_row, place, f"{column.heading_zh}\n{column.heading_en}", header)
    for row, cells in enumerate(table.rows, start=first_row + 1):
        for place, value in enumerate(cells):
            write(sheet, row, place, value, formats[place])
    if is_alone:
        sheet.set_row(first_row, 30)
        sheet.freeze_panes(first_row + 1, 0)
        sheet.autofilter(first_row, 0, first_row + len(table.rows), len(table.columns) - 1)
        for place, column in enumerate(table.columns):
            texts = [
                column.heading_zh,
                column.heading_en,
                *(str(cells[place]) for cells in table.rows if cells[place] is not None),
            ]
            is_number = bool(column.number_format)
            widest = max(map(width, texts[:2] if is_number else texts))
            sheet.set_column(place, place, min(widest + 3, WIDEST_COLUMN))


def write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: Cell, cell_format: xlsxwriter.format.Format
) -> None:
    """Write a value as what it is; a text is never a formula, and a code with leading zeros stays a text."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, cell_format)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, cell_format)
    elif value is not None:
        sheet.write_string(row, place, value, cell_format)


def width(text: str) -> int:
    """How many columns of a typewriter a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def sheet_names(codes: Sequence[str]) -> list[str]:
    """Names that Excel accepts: without its special characters, short enough, and none twice in any spelling."""
    names: list[str] = []
    taken: set[str] = set()
    for code in codes:
        clean = re.sub(r"[\[\]:*?/\\]", "_", code).strip("'") or "_"
        name, number = clean[:LONGEST_SHEET_NAME], 1
        while name.lower() in taken:
            number += 1
            name = f"{clean[: LONGEST_SHEET_NAME - len(str(number)) - 1]}~{number}"
        taken.add(name.lower())
        names.append(name)
    return names
