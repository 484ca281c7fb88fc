"""Builds the warehouse in Spark: brings the input there and runs dbt.

Usage: python scripts/engines/spark_build.py [--target spark_cluster|spark_session] [--select NODE ...] [--vars VARS]

The target spark_session is Spark in this process, without a cluster.
SPARK_THRIFT_HOST and SPARK_THRIFT_PORT name the Thrift server; without them it is that of `make spark-up`.
SPARK_INPUT_FOLDER names a folder that the server and all its workers see under the same path. They have to see the
folder of this project as well, since the seeds are read from there.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

from build import check_input, run_dbt
from input_tables import input_tables
from lock import sole_writer
from own_data.tables import settings
from places import PROJECT
from refusal import exit_code
from spark_input import connected, load
from spark_settings import cluster


def load_input(target: str, folder: Path) -> int:
    """Bring the input to Spark, and return how many rows."""
    own_data, encoding = settings()
    with input_tables(own_data, encoding, PROJECT) as inputs, connected(target) as cursor:
        return load(cursor, inputs, folder)


def build(target: str, selected: Sequence[str], variables: str) -> None:
    """Load, build, and say how long it took."""
    own_data, _ = settings()
    check_input(own_data)
    spark = cluster()
    folder = spark.folder / "session" / "input" if target == "spark_session" else spark.input
    folder.mkdir(parents=True, exist_ok=True)
    with sole_writer(folder / "build.lock", "{process} is building in Spark. Wait until it is done."):
        started = time.monotonic()
        rows = load_input(target, folder)
        loaded = time.monotonic()
        print(f"{rows:,} rows of input are in {folder}.", flush=True)
        # What dbt remembers of a target would be read anew each time if another engine shared it.
        os.environ.setdefault("DBT_TARGET_PATH", "target/spark")
        # A test that reads a table outside the selection as well is left out.
        selection = ["--indirect-selection", "buildable", "--select", *selected] if selected else []
        run_dbt(variables, "--target", target, *selection)
        built = time.monotonic()
    print(f"\nThe marts are in the schema marts. Seconds: loading {loaded - started:.1f}, build {built - loaded:.1f}.")


def main() -> None:
    """Build, and say what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--select", nargs="+", default=[], help="only these nodes, as dbt takes them")
    parser.add_argument("--vars", default="", help="variables of dbt_project.yml to change, as dbt takes them")
    parser.add_argument("--target", default="spark_cluster", choices=["spark_cluster", "spark_session"])
    given = parser.parse_args()
    sys.exit(exit_code(lambda: build(given.target, given.select, given.vars)))


if __name__ == "__main__":
    main()
