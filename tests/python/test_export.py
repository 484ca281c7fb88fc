"""The take-away files: the marts' figures, as a person would set them, and harmless in a spreadsheet."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pytest
import write_export
from export.csv_file import write_csv
from export.tables import Column, Table, ranking_lists
from export.workbook import CREATED, sheet_names, write_workbook
from places import PROJECT
from refusal import Refusal

HARMFUL = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of the example of own data, with one more list and a name that begins like a formula."""
    folder = tmp_path_factory.mktemp("export")
    data = folder / "shops"
    shutil.copytree(PROJECT / "examples" / "shop_index", data)
    areas = data / "areas.csv"
    areas.write_text(areas.read_text(encoding="utf-8").replace("City A1", HARMFUL), encoding="utf-8")
    settings = {
        "OWN_DATA": str(data),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "scripts/build.py"],
        cwd=PROJECT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return data / "published"


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The take-away files of that publication."""
    folder = tmp_path_factory.mktemp("files") / "export"
    write_export.write(published, folder)
    return folder


def test_workbook_has_the_lists_of_the_marts(published: Path, exported: Path) -> None:
    """A sheet for each list: headings in both languages, fixed, with a filter; figures are numbers with a format."""
    with duckdb.connect(str(published / "warehouse.duckdb"), read_only=True) as connection:
        lists = ranking_lists(connection, "")
        expected = connection.sql("""
            select rank, area_code, name_en, score from ranking_lists
            where (index_code, scheme_code) in (select (index_code, scheme_code) from tree_weights where is_default)
                and list_code = (select min(list_code) from ranking_lists)
            qualify period_code = max(period_code) over ()
            order by rank, area_code
        """).fetchall()
    workbook = openpyxl.load_workbook(exported / "index.xlsx")
    assert workbook.sheetnames == ["contents", "notes", *(table.name for table in lists), "dictionary"]
    sheet = workbook[lists[0].name]
    assert sheet["A1"].value == f"{lists[0].title_zh}  {lists[0].title_en}"
    assert sheet["A2"].value == "排名\nRank"
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == f"A2:H{len(expected) + 2}"
    rows = [(row[0].value, row[1].value, row[3].value, row[6].value) for row in sheet.iter_rows(min_row=3)]
    assert rows == [(rank, code, name, pytest.approx(float(score), abs=1e-12)) for rank, code, name, score in expected]
    assert sheet["G3"].number_format == "0.0000"
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["A"].width
    link = workbook["contents"]["A2"].hyperlink
    assert link is not None
    assert link.location == "'notes'!A1"


def test_dictionary_and_origins(published: Path, exported: Path) -> None:
    """Every column of the publication is described, and every row's origin counted."""
    workbook = openpyxl.load_workbook(exported / "index.xlsx")
    described = [[cell.value for cell in row] for row in workbook["dictionary"].iter_rows(min_row=3)]
    with duckdb.connect(str(published / "warehouse.duckdb"), read_only=True) as connection:
        columns = connection.sql("select count(*) from duckdb_columns() where not internal").fetchone()
        scores = connection.sql("select count(*) from fct_scores").fetchone()
    assert columns is not None
    assert scores is not None
    assert len(described) == columns[0]
    assert all(all(row) for row in described)
    notes = [[cell.value for cell in row[:3]] for row in workbook["notes"].iter_rows()]
    assert ["fct_scores", "own", scores[0]] in notes


def test_text_is_never_a_formula(exported: Path, tmp_path: Path) -> None:
    """Neither in the workbook nor in CSV; and CSV begins with a byte order mark, with numbers in full."""
    workbook = openpyxl.load_workbook(exported / "index.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert HARMFUL in [cell.value for cell in cells]
    file = exported / "city_index.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        names = {row["city_name_en"] for row in csv.DictReader(lines)}
    assert f"'{HARMFUL}" in names
    write_csv(tmp_path / "x.csv", Table("x", "", "", (Column("a", "", ""),), [(1 / 3,), (-0.5,), (None,), ("-x",)]))
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").split() == ["a", repr(1 / 3), "-0.5", '""', "'-x"]


def test_same_publication_gives_the_same_bytes(published: Path, exported: Path, tmp_path: Path) -> None:
    """Of every file, and an older export is replaced."""
    folder = tmp_path / "export"
    shutil.copytree(exported, folder)
    (folder / "old.csv").touch()
    write_export.write(published, folder)
    # Two writings within a second would agree on the time as well.
    assert openpyxl.load_workbook(exported / "index.xlsx").properties.created == CREATED
    files = {path.relative_to(exported) for path in exported.rglob("*")}
    assert {path.relative_to(folder) for path in folder.rglob("*")} == files
    for path in files:
        assert (exported / path).is_dir() or (exported / path).read_bytes() == (folder / path).read_bytes(), path


def test_refusals(published: Path, tmp_path: Path) -> None:
    """What is not published, an unknown period, and a folder of somebody else's."""
    with pytest.raises(Refusal, match="make build"):
        write_export.write(tmp_path / "nowhere", tmp_path / "export")
    with pytest.raises(Refusal, match="PERIOD=1999"):
        write_export.write(published, tmp_path / "export", "1999")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").touch()
    with pytest.raises(Refusal, match="EXPORT_FOLDER"):
        write_export.write(published, tmp_path / "mine")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine"]


def test_sheet_names_are_those_that_excel_accepts(tmp_path: Path) -> None:
    """Short, without special characters, and different in more than capitals."""
    codes = ["a" * 40, "a" * 41, "List", "LIST", "x/y:z", "'"]
    names = sheet_names(codes)
    assert names == ["a" * 31, f"{'a' * 29}~2", "List", "LIST~2", "x_y_z", "_"]
    tables = [Table(code, code, code, (Column("a", "a", "a"),), [(1,)]) for code in codes]
    write_workbook(tmp_path / "x.xlsx", tables, Table("dictionary", "", "", tables[0].columns, []), tables[0])
    assert len(openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames) == len(codes) + 3
