"""The same small index in every form that own data may come in gives the same marts."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, Dbt

EXAMPLE = PROJECT / "examples" / "shop_index"
MARTS = ("fct_scores", "fct_ranks", "fct_contributions", "city_index", "dim_area", "dim_node")


def with_byte_order_mark(folder: Path) -> None:
    """UTF-8 as Excel writes it, with the line ends of Windows."""
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")


def as_gbk(folder: Path) -> None:
    """GBK, as older tools in China write it."""
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8"), encoding="gbk")


def as_parquet(folder: Path) -> None:
    """Parquet with the types that DuckDB finds in the CSV files."""
    for path in folder.glob("*.csv"):
        duckdb.sql(f"copy (from read_csv('{path}')) to '{path.with_suffix('.parquet')}'")
        path.unlink()


def as_many_files(folder: Path) -> None:
    """Records in a file for each measure: plain CSV with another order of columns, gzip, and Parquet."""
    inner = folder / "records" / "2026"
    inner.mkdir(parents=True)
    records = f"read_csv('{folder / 'records.csv'}')"
    duckdb.sql(
        f"copy (select value, measure_code, area_code, period_code from {records} where measure_code = 'orders') "
        f"to '{inner / 'orders.csv'}'"
    )
    duckdb.sql(f"copy (from {records} where measure_code = 'users') to '{inner / 'users.parquet'}'")
    duckdb.sql(f"copy (from {records} where measure_code not in ('orders', 'users')) to '{folder / 'rest.csv'}'")
    (inner / "rest.csv.gz").write_bytes(gzip.compress((folder / "rest.csv").read_bytes()))
    (folder / "rest.csv").unlink()
    (folder / "records.csv").unlink()
    (folder / "notes.txt").write_text("not a table")


def as_partitions(folder: Path) -> None:
    """Records in folders that name columns: Parquet, CSV, and CSV packed by Zstandard."""
    records = f"read_csv('{folder / 'records.csv'}')"
    for form, where in {"parquet": "= 'orders'", "csv": "= 'users'"}.items():
        columns = "partition_by (period_code, measure_code), filename_pattern 'part_{uuid}', overwrite_or_ignore"
        rows = f"select * from {records} where measure_code {where}"
        duckdb.sql(f"copy ({rows}) to '{folder / 'records'}' (format {form}, {columns})")
    duckdb.sql(
        f"copy (select * from {records} where measure_code not in ('orders', 'users')) to '{folder / 'records'}' "
        "(format csv, compression zstd, file_extension 'csv.zst', partition_by (industry_code), overwrite_or_ignore)"
    )
    (folder / "records.csv").unlink()


def as_database(folder: Path) -> None:
    """Tables of a schema of a DuckDB file."""
    with duckdb.connect(str(folder / "input.duckdb")) as connection:
        connection.execute("create schema shop")
        for path in folder.glob("*.csv"):
            connection.execute(f"create table shop.{path.stem} as from read_csv('{path}')")
            path.unlink()


def without_what_may_be_left_out(folder: Path) -> None:
    """Without the tables and columns that have defaults."""
    for table in ("industries", "sources", "expert_scores", "list_definitions"):
        (folder / f"{table}.csv").unlink(missing_ok=True)
    text = (folder / "measures.csv").read_text(encoding="utf-8")
    (folder / "measures.csv").write_text(text.replace(",shop,shop,", ",shop,own,"), encoding="utf-8")
    areas = folder / "areas.csv"
    columns = "area_code, area_level, parent_area_code, name_zh, name_en"
    duckdb.sql(f"copy (select {columns}, is_unit from read_csv('{areas}')) to '{areas}.new' (header)")
    shutil.move(f"{areas}.new", areas)


FORMS: dict[str, tuple[Callable[[Path], None], dict[str, str]]] = {
    "byte order mark and Windows line ends": (with_byte_order_mark, {}),
    "GBK": (as_gbk, {"OWN_DATA_ENCODING": "gbk"}),
    "Parquet": (as_parquet, {}),
    "many files": (as_many_files, {}),
    "partitions": (as_partitions, {}),
    "database": (as_database, {"OWN_DATA": "{folder}/input.duckdb#shop"}),
    "without what may be left out": (without_what_may_be_left_out, {}),
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """The marts of the example as it stands."""
    folder = tmp_path_factory.mktemp("plain")
    build = Dbt(folder, EXAMPLE)("build", "--exclude-resource-type", "unit_test")
    assert build.success, build.output
    return {mart: build.query(f"from {mart} order by all") for mart in MARTS}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(
    own_data: tuple[Dbt, Path], expected: dict[str, list[tuple[object, ...]]], form: str
) -> None:
    """All marts are equal, row by row."""
    dbt, folder = own_data
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    change, settings = FORMS[form]
    change(folder)
    environment = dict(dbt.environment)
    dbt.environment.update({name: value.format(folder=folder) for name, value in settings.items()})
    try:
        build = dbt("build", "--exclude-resource-type", "unit_test")
    finally:
        dbt.environment = environment
    assert build.success, build.output
    for mart, rows in expected.items():
        assert build.query(f"from {mart} order by all") == rows, mart
