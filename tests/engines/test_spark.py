"""Spark: what becomes of a lost worker, of a cluster that is started again, and of a machine without Java."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import duckdb
import pytest
from builds import PROJECT
from conftest import SparkBuild
from input_tables import Inputs, list_tables
from refusal import Refusal
from spark_cluster import java
from spark_input import FOLDER_OF_PERIOD, write_files
from spark_settings import cluster

# A worker that has started still has to start its executor.
SECONDS_TO_JOIN = 60


def executors(build: SparkBuild) -> list[dict[str, object]]:
    """What the driver knows of its executors, those that it has lost among them."""
    page = f"http://127.0.0.1:{build.page_port}/api/v1/applications"
    with urllib.request.urlopen(page, timeout=10) as answer:
        application = json.load(answer)[0]["id"]
    with urllib.request.urlopen(f"{page}/{application}/allexecutors", timeout=10) as answer:
        found: list[dict[str, object]] = json.load(answer)
    return [executor for executor in found if executor["id"] != "driver"]


def test_a_build_goes_on_without_a_worker(in_spark: SparkBuild) -> None:
    """The driver has lost one of two executors, and dbt has finished all that came after."""
    log = (in_spark.spark / "thrift-server.log").read_text(encoding="utf-8")
    lost = [line for line in log.splitlines() if "Lost executor" in line]
    lines = in_spark.build.output.read_text(encoding="utf-8").splitlines()
    steps_after = [line for line in lines[in_spark.steps_before :] if " OK created " in line]
    print(f"{in_spark.steps_before} lines of dbt before the worker was killed, {len(steps_after)} tables after it.")
    print("\n".join(lost))
    assert lost
    assert len(steps_after) > 20
    assert any("ERROR=0" in line for line in lines)
    assert sorted(executor["isActive"] for executor in executors(in_spark)) == [False, True]


def test_up_starts_what_has_ended(in_spark: SparkBuild) -> None:
    """The second worker comes back, and dbt's unit tests run on both, where all models are there."""
    in_spark.build.run(sys.executable, "scripts/engines/spark_cluster.py", "up")
    latest = time.monotonic() + SECONDS_TO_JOIN
    while sum(bool(executor["isActive"]) for executor in executors(in_spark)) < 2:
        assert time.monotonic() < latest, "No executor of the new worker has joined."
        time.sleep(0.5)
    if not in_spark.models:
        assert "ERROR=0 SKIP=0" in in_spark.build.run_unit_tests()


def test_marts_lie_in_folders_by_period(in_spark: SparkBuild) -> None:
    """And the raw records as well."""
    marts = in_spark.spark / "warehouse" / "marts.db" / "city_index"
    assert sorted(folder.name for folder in marts.glob("period_code=*")) == [
        "period_code=2014",
        "period_code=2015",
    ]
    raw = next(in_spark.spark.glob("input/*/raw/tencent__industry"))
    assert len(list(raw.glob("delivered_period=*/*.parquet"))) > 1


def test_no_period_is_lost_in_the_name_of_a_folder(tmp_path: Path) -> None:
    """Missing, empty and endless ones, and those that no folder may be called."""
    given = [(None,), ("",), ("2015",), ("a/b=c d",), ("x" * 1000,)]
    with duckdb.connect() as connection:
        connection.execute("create schema own_data; create table own_data.records (period_code varchar)")
        connection.executemany("insert into own_data.records values (?)", given)
        inputs = Inputs(connection, list_tables(connection, ["own_data"]))
        assert write_files(inputs, inputs.tables[0], tmp_path / "records") == len(given)
        files = f"read_parquet('{tmp_path}/records/*/*.parquet', hive_partitioning = true)"
        found = connection.execute(f"select period_code, delivered_period = {FOLDER_OF_PERIOD} from {files}").fetchall()
    assert sorted(found, key=repr) == sorted([(code, True) for (code,) in given], key=repr)


def test_without_java_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the command that somebody would run, and for a Java that is too old."""
    environment = {**os.environ, "PATH": str(tmp_path), "JAVA_HOME": "", "SPARK_FOLDER": str(tmp_path / "spark")}
    done = subprocess.run(
        [sys.executable, "scripts/engines/spark_cluster.py", "up"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "There is no Java. Spark needs Java 17 or newer. On Debian or Ubuntu: apt install openjdk-17" in done.stderr
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_412\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Refusal, match=r"is Java 8\. Spark needs Java 17"):
        java()


def test_a_port_that_is_no_port_is_refused() -> None:
    """Before anything is started."""
    with pytest.raises(Refusal, match="SPARK_THRIFT_PORT is a number from 1 to 65535, and not 0"):
        cluster({"SPARK_THRIFT_PORT": "0"})
