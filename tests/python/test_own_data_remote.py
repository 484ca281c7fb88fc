"""Own data in an object store: built as they lie there, and every way in which they cannot be reached is told."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Dbt
from object_store import KEY, object_store
from own_data import remote
from test_own_data import EXAMPLE
from test_own_data_files import Inputs


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, list[str]]]:
    """A bucket with the example, its records as Parquet in folders; and a user who may read it."""
    shop = tmp_path / "buckets" / "bucket" / "shop"
    shutil.copytree(EXAMPLE, shop)
    records = f"read_csv('{shop / 'records.csv'}')"
    duckdb.sql(
        f"copy (from {records}) to '{shop / 'records'}' (format parquet, partition_by (period_code, measure_code))"
    )
    (shop / "records.csv").unlink()
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    with object_store(tmp_path / "buckets") as (host, asked):
        keep_secret(host, KEY)
        yield shop, asked


def keep_secret(host: str, key: str) -> None:
    """Keep a secret as a user does."""
    with duckdb.connect() as connection:
        remote.load_extension(connection)
        for kind in ("s3", "gcs"):
            connection.execute(
                f"create or replace persistent secret {kind} (type {kind}, key_id '{key}', secret 'secret', "
                f"endpoint '{host}', use_ssl false, url_style 'path')"
            )


def test_build(store: tuple[Path, list[str]], tmp_path: Path) -> None:
    """The scores of the example; Parquet is not copied; the fingerprints are those of the files."""
    shop, asked = store
    dbt = Dbt(tmp_path)
    dbt.environment["OWN_DATA"] = "s3://bucket/shop"
    build = dbt("build", "--exclude-resource-type", "unit_test")
    assert build.success, build.output
    scores = "select area_code, cast(round(score, 6) as double) from fct_scores where node_code = 'shop_index'"
    assert build.query(f"{scores} and unit_level = 'city' order by 1") == [("A1", 50), ("A2", 19.791667), ("B1", 25)]
    files = {str(path): (sha256, size) for path, sha256, size in build.query("from build_log.completed_build_inputs")}
    paths = [path for path in shop.rglob("*") if path.is_file()]
    assert files == {
        path.relative_to(shop).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for path in paths
    }
    copies = list((tmp_path / "warehouse.copies").rglob("*.*"))
    assert {path.suffix for path in copies} == {".csv"}
    assert len(copies) == len([path for path in paths if path.suffix == ".csv"])
    assert any(line.startswith("GET /bucket/shop/records/period_code=2026-10/measure_code=users/") for line in asked)


def test_other_stores(store: tuple[Path, list[str]], tmp_path: Path) -> None:
    """Google's speaks the same language."""
    inputs = Inputs("gs://bucket/shop/", tmp_path / "w.duckdb")
    assert inputs.faults() == []
    assert inputs.query("select count(*) from own_data.records") == [(14,)]


def test_credentials_of_the_environment(
    store: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB takes them as they are."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    with duckdb.connect() as connection:
        remote.load_extension(connection)
        assert connection.execute("select current_setting('s3_access_key_id')").fetchall() == [("mine",)]


ADDRESSES = {
    "s3://bucket/shpo": "s3://bucket/shpo. the folder is there",
    "s3://bucked/shop": "HTTP 404 Not Found). the folder can be listed: its address is right, and a secret of",
    "https://example.org/shop": "https://example.org/shop. own data lie in a folder, a DuckDB file on this machine, or",
    "s3://bucket/shop.duckdb": "s3://bucket/shop.duckdb. own data lie in a folder, a DuckDB file on this machine, or",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_lead_nowhere(store: tuple[Path, list[str]], tmp_path: Path, address: str) -> None:
    """One message, and none about tables that are not there."""
    inputs = Inputs(address, tmp_path / "w.duckdb")
    [fault] = inputs.faults()
    assert ADDRESSES[address] in fault
    assert inputs.query("select count(*) from build_log.file_faults") == [(1,)]


def test_objects_that_cannot_be_read(store: tuple[Path, list[str]], tmp_path: Path) -> None:
    """What is no Parquet is named like a file of a folder."""
    shop, _ = store
    (shop / "records" / "other.parquet").write_text("text")
    (shop / "records" / "odd.csv").write_text("value,area_code,period_code,measure_code\n1,2\n")
    faults = Inputs("s3://bucket/shop", tmp_path / "w.duckdb").faults()
    assert {fault.split(":")[0] for fault in faults} == {"records/odd.csv [line=2]", "records/other.parquet []"}


def test_without_a_key(store: tuple[Path, list[str]], tmp_path: Path) -> None:
    """The message says that it is about the secret."""
    shutil.rmtree(tmp_path / "home" / ".duckdb")
    [fault] = Inputs("s3://bucket/shop", tmp_path / "w.duckdb").faults()
    assert "a secret of DuckDB or AWS_* variables open it" in fault


def test_without_the_extension(store: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to get it; nothing is downloaded."""
    monkeypatch.setattr(remote, "find_spec", lambda name: None)
    [fault] = Inputs("s3://bucket/shop", tmp_path / "w.duckdb").faults()
    assert f"`pip install duckdb-extension-httpfs=={duckdb.__version__}`, or `install httpfs` in DuckDB itself" in fault
