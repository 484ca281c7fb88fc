"""Own data as files come in the wild: in folders that name columns, by the thousand, packed."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import PROJECT
from own_data.tables import prepare_inputs

HEADER = "area_code,measure_code,value"


class Inputs:
    """Own data as the views show them, without dbt."""

    def __init__(self, own_data: str | Path, build_file: Path, encoding: str = "utf-8") -> None:
        """Make the views."""
        self.connection = duckdb.connect(str(build_file))
        prepare_inputs(self.connection, str(own_data), encoding, build_file, PROJECT)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        return self.connection.execute(sql).fetchall()

    def faults(self) -> list[str]:
        """What is wrong with records and with the address."""
        rows = self.query("from build_log.file_faults where broken_rule not like 'the table is there%' order by all")
        return [f"{table} [{key}]: {value}. {rule}" for table, key, value, rule in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for records."""
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a file of a table."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)
    return path


def pack(path: Path) -> None:
    """Put a file's twin in its place: Zstandard, though of one block that is stored as it is."""
    content = path.read_bytes()
    size = len(content)
    block = ((size << 3) + 1).to_bytes(3, "little") + content
    path.with_name(f"{path.name}.zst").write_bytes(b"\x28\xb5\x2f\xfd\xa0" + size.to_bytes(4, "little") + block)
    path.unlink()


PLACES = {
    "period_code=01/measure_code=users": ("01", "users"),
    "period_code=a%2Fb c/measure_code=%E5%8C%97": ("a/b c", "北"),
    "period_code=京/note/measure_code=users": ("京", "users"),
    "period_code=2020/measure_code=__HIVE_DEFAULT_PARTITION__": ("2020", None),
}


@pytest.mark.parametrize("form", ["parquet", "csv", "csv.zst", "gbk"])
def test_partitions(folder: Path, form: str) -> None:
    """Columns out of the names of folders are text as it was meant, in every kind of file."""
    encoding = "gbk" if form == "gbk" else "utf-8"
    for number, place in enumerate(PLACES):
        path = write(folder, f"records/{place}/part-0.csv", f"area_code,value\n甲,{number}\n", encoding)
        if form == "parquet":
            duckdb.sql(f"copy (select '甲' as area_code, {number} as value) to '{path.with_suffix('.parquet')}'")
            path.unlink()
        elif form == "csv.zst":
            pack(path)
    write(folder, "records/plain/rest.csv", f"period_code,{HEADER}\n2021,甲,users,9\n", encoding)
    inputs = Inputs(folder, folder.parent / "w.duckdb", encoding)
    assert inputs.faults() == []
    expected = [("甲", str(number), *values) for number, values in enumerate(PLACES.values())]
    rows = inputs.query(
        "select area_code, cast(value as string), period_code, measure_code from own_data.records order by 2"
    )
    assert rows == [*expected, ("甲", "9", "2021", "users")]


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize("periods", [("01", "02"), ("2020-1-5", "2020-1-6")])
def test_partitions_that_look_like_numbers_or_dates(folder: Path, form: str, periods: tuple[str, ...]) -> None:
    """01 is a code and not 1, also where every folder has a number; 2020-1-5 does not become 2020-01-05."""
    for period in periods:
        path = write(folder, f"records/period_code={period}/part-0.csv", f"{HEADER}\nA1,users,1\n")
        if form == "parquet":
            duckdb.sql(f"copy (from read_csv('{path}', hive_partitioning = false)) to '{path.with_suffix('.parquet')}'")
            path.unlink()
    inputs = Inputs(folder, folder.parent / "w.duckdb")
    assert inputs.faults() == []
    assert inputs.query("select period_code from own_data.records order by 1") == [(period,) for period in periods]


REFUSED = {
    "records/source=web/a.csv": "records/source=web/a.csv [line=1]: column=source. a column is one of",
    "records/value=1/a.csv": "column=value. a column stands once, in the file or in the name of a folder",
    "records/period_code=1/period_code=2/a.csv": "column=period_code. a column stands once, in the file or",
    "records/period_code=a=b/a.csv": "period_code=a=b. the folder of a partition is called column=value; = and ?",
    "records/=1/a.csv": "=1. the folder of a partition is called column=value",
    "period_code=1/records.csv": "period_code=1. a folder column=value lies in the folder of its table",
}


@pytest.mark.parametrize("name", REFUSED)
def test_partitions_that_are_refused(folder: Path, name: str) -> None:
    """Nothing in the name of a folder is passed over."""
    write(folder, name, f"{HEADER}\nA1,users,1\n")
    assert REFUSED[name] in "\n".join(Inputs(folder, folder.parent / "w.duckdb").faults())


def test_partitions_below_a_folder_that_looks_like_one(folder: Path) -> None:
    """DuckDB would take it for a column as well; without partitions it does no harm."""
    inner = folder / "area_code=X"
    write(inner, "records/a.csv", f"period_code,{HEADER}\n2020,A1,users,1\n")
    inputs = Inputs(inner, folder.parent / "w.duckdb")
    assert (inputs.faults(), inputs.query("select area_code from own_data.records")) == ([], [("A1",)])
    write(inner, "records/period_code=1/a.csv", f"{HEADER}\nA1,users,1\n")
    [fault] = Inputs(inner, folder.parent / "x.duckdb").faults()
    assert fault.endswith(": area_code=X. no folder above partitioned data is called column=value")


def test_parquet_of_several_types(folder: Path) -> None:
    """A fraction stays one, though the first file has whole numbers."""
    (folder / "records").mkdir()
    for number, value in enumerate(("1", "0.25::double", "'0.125'")):
        columns = f"'2020' as period_code, 'A1' as area_code, 'users' as measure_code, {value} as value"
        duckdb.sql(f"copy (select {columns}) to '{folder / 'records' / f'{number}.parquet'}'")
    inputs = Inputs(folder, folder.parent / "w.duckdb")
    assert inputs.query("select sum(cast(value as double)) from own_data.records") == [(1.375,)]


def test_many_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python opens each once, and their rows are kept, so that the models open none; the next build reads them anew."""
    for number in range(150):
        write(folder, f"records/{number}.csv", f"period_code,{HEADER}\n2020,A{number},users,1\n")
    opened: list[Path] = []
    path_open = Path.open

    def counted(path: Path, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        opened.append(path)
        return path_open(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", counted)
    inputs = Inputs(folder, folder.parent / "w.duckdb")
    assert len([path for path in opened if path.is_relative_to(folder)]) == 150
    assert inputs.query("select count(*) from build_log.input_files") == [(150,)]
    assert inputs.query("select table_name from duckdb_tables() where schema_name = 'own_files'") == [("records_0",)]
    for number in range(50, 150):
        (folder / "records" / f"{number}.csv").unlink()
    assert inputs.query("select count(*) from own_data.records") == [(150,)]
    inputs.connection.close()
    inputs = Inputs(folder, folder.parent / "w.duckdb")
    assert inputs.query("select count(*) from own_data.records") == [(50,)]
    assert inputs.query("select table_name from duckdb_tables() where schema_name = 'own_files'") == []


def test_a_folder_without_files_is_no_table(folder: Path) -> None:
    """It would be a table without rows."""
    write(folder, "records/notes.txt", "none yet")
    rows = Inputs(folder, folder.parent / "w.duckdb").query("from build_log.file_faults where table_name = 'records'")
    assert [row[2] for row in rows] == ["no file"]


def test_zstandard_that_cannot_be_read(folder: Path) -> None:
    """Torn, no Zstandard at all, of another encoding: told, by file and where possible by line."""
    header = f"period_code,{HEADER}"
    build_file = folder.parent / "w.duckdb"
    path = folder / "records.csv.zst"
    path.write_text(f"{header}\n")
    assert Inputs(folder, build_file).faults() == [f"{path.name} []: no end. a .csv.zst file is Zstandard, and whole"]
    pack(write(folder, "records.csv", f"{header}\n" + "".join(f"2020,A{n},users,{n * n}\n" for n in range(5000))))
    assert Inputs(folder, build_file).faults() == []
    [fault] = Inputs(folder, build_file, "gbk").faults()
    assert fault.endswith(": OWN_DATA_ENCODING=gbk. a .csv.zst file is utf-8")
    whole = path.read_bytes()
    for kept in (len(whole) - 1, len(whole) - 2000, 11, 10, 7, 4, 2):
        path.write_bytes(whole[:kept])
        assert ": no end. " in Inputs(folder, build_file).faults()[0], kept
    pack(write(folder, "records.csv", f"{header}\n2020,甲,users,1\n", "gbk"))
    [fault] = Inputs(folder, build_file).faults()
    assert "CSV Error on Line: 2. a .csv.zst file is Zstandard, and utf-8 inside" in fault
