"""Measures 2 and 20 million records in Spark, on a small cluster of its own, and compares the scores with DuckDB's.

Everything is written into the folder target/spark-scale, the result into docs/engines/spark.json, and from it the
section of docs/engines.md.

Usage: python scripts/engines/spark_scale.py [--sizes 2 20] [--report]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

import duckdb
import machine
from compare_marts import compare, marts_of
from panel import write_panel
from ports import LOOPBACK
from pyhive import hive
from refusal import Refusal, exit_code
from sizes import SIZES
from spark_events import steps_of_log
from spark_report import BOTH_LONG, write_section
from spark_settings import PROJECT, Cluster, cluster

RESULT = PROJECT / "docs" / "engines" / "spark.json"
WORK = PROJECT / "target" / "spark-scale"
DBT = Path(sys.executable).with_name("dbt")
# The chain from the records to scores and ranks, and what readers of them open.
MARTS = ("fct_scores", "fct_ranks", "fct_national_totals", "quarantined_records", "city_index", "province_index")
SHUFFLE_PARTITIONS = 32


def run(environment: Mapping[str, str], *command: str | Path) -> float:
    """Run a command of the project, and return its seconds."""
    print(f"-- {' '.join(Path(part).name for part in command[:3])}", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Refusal(f"{' '.join(map(str, command))} failed:\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return time.monotonic() - started


def seconds_of_models(target: Path) -> dict[str, float]:
    """What dbt says of each model, by its id."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {item["unique_id"]: item["execution_time"] for item in results if item["unique_id"].startswith("model.")}


def compare_with_duckdb(spark: Cluster, folder: Path) -> dict[str, Any]:
    """Rows of each mart, and what differs: keys and ranks exactly, numbers to a billionth."""
    marts = marts_of(folder / "spark" / "manifest.json")
    found = {}
    with duckdb.connect() as connection, hive.connect(LOOPBACK, spark.thrift_port, username="dbt") as thrift:
        connection.execute(f"set temp_directory = '{folder / 'temporary'}'")
        connection.execute(f"attach '{folder / 'warehouse.duckdb'}' (read_only)")
        for name in MARTS:
            fetched = folder / "fetched" / name
            with thrift.cursor() as cursor:
                columns = ", ".join(marts[name].column_types)
                cursor.execute(
                    f"insert overwrite directory '{fetched}' using parquet select {columns} from marts.{name}"
                )
            result = compare(connection, marts[name], f"warehouse.main.{name}", f"read_parquet('{fetched}/*.parquet')")
            found[name] = {"rows": result.rows, "one_sided": result.one_sided, "differing": result.differing}
    return found


def measure(size: str) -> dict[str, Any]:
    """Build one panel on both engines, and take the figures."""
    folder = WORK / size
    shutil.rmtree(folder, ignore_errors=True)
    write_panel(SIZES[size].panel, folder / "panel")
    counted = duckdb.execute(f"select count(*) from '{folder}/panel/records/*.parquet'").fetchone()
    names = ("SPARK_FOLDER", "SPARK_SHUFFLE_PARTITIONS", "OWN_DATA")
    environment = dict(
        zip(names, (str(folder / "cluster"), str(SHUFFLE_PARTITIONS), str(folder / "panel")), strict=True)
    )
    selected = ("--select", *(f"+{mart}" for mart in MARTS))
    in_duckdb = {
        **environment,
        "WAREHOUSE_FILE": str(folder / "warehouse.duckdb"),
        "DBT_TARGET_PATH": str(folder / "duckdb"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    in_spark = {**environment, "DBT_TARGET_PATH": str(folder / "spark"), "DBT_LOG_PATH": str(folder / "logs")}
    spark = cluster(environment)
    duckdb_seconds = run(in_duckdb, DBT, "build", "--exclude-resource-type", "unit_test", *selected)
    run(environment, sys.executable, "scripts/engines/spark_cluster.py", "up")
    try:
        spark_seconds = run(in_spark, sys.executable, "scripts/engines/spark_build.py", *selected)
        compared = compare_with_duckdb(spark, folder)
    finally:
        # The log of events is whole once the application has ended.
        run(environment, sys.executable, "scripts/engines/spark_cluster.py", "down")
    events = steps_of_log(spark.folder / "events")
    seconds = seconds_of_models(folder / "spark")
    return {
        "records": (counted or (0,))[0],
        "duckdb_seconds": duckdb_seconds,
        "spark_seconds": spark_seconds,
        "workers": spark.workers,
        "worker_cores": spark.worker_cores,
        "executor_memory": spark.executor_memory,
        "shuffle_partitions": SHUFFLE_PARTITIONS,
        "compared": compared,
        "steps": {
            name.split(".")[-1]: {"seconds": round(seconds[name], 2), **step}
            for name, step in events.items()
            if name in seconds
        },
    }


def check(size: str, result: dict[str, Any]) -> list[str]:
    """What is not as it has to be."""
    faults = [
        f"{size} million: {mart} is not that of DuckDB: {found}"
        for mart, found in result["compared"].items()
        if found["one_sided"] or found["differing"]
    ]
    cores = result["workers"] * result["worker_cores"]
    for name, step in result["steps"].items():
        if step["CartesianProduct"]:
            faults.append(f"{size} million: {name} pairs everything with everything.")
        if (step["SortMergeJoin"] or step["ShuffledHashJoin"]) and name not in BOTH_LONG:
            faults.append(f"{size} million: {name} shuffles both sides of a join, where one was to be broadcast.")
        if (step["fewest_partitions_of_a_long_shuffle"] or cores) < cores:
            faults.append(f"{size} million: a long shuffle of {name} has fewer partitions than there are cores.")
    return faults


def main() -> None:
    """Measure, check, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", nargs="+", default=["2", "20"], choices=SIZES)
    parser.add_argument("--report", action="store_true", help="only write the section again, from the result there is")
    given = parser.parse_args()
    if not given.report:
        about = machine.describe() | {"pyspark": version("pyspark")}
        sizes = {size: measure(size) for size in given.sizes}
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps({"machine": about, "sizes": sizes}, indent=1) + "\n", encoding="utf-8")
    sizes = json.loads(RESULT.read_text(encoding="utf-8"))["sizes"]
    faults = [fault for size, result in sizes.items() for fault in check(size, result)]
    if faults:
        raise Refusal("\n".join(faults))
    write_section(sizes)
    print(f"Written: {RESULT.relative_to(PROJECT)} and the section of docs/engines.md.")


if __name__ == "__main__":
    sys.exit(exit_code(main))
