"""What the cluster of this project looks like: where it lies, its ports, its sizes, and the settings of Spark."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "publishing"))

from ports import LOOPBACK, number_named

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cluster:
    """A standalone cluster on this machine; each field can be set by the environment."""

    folder: Path  # logs, process ids, the tables themselves
    input: Path  # the input as Parquet: a folder that the driver and all workers see
    master_port: int
    master_page_port: int  # web page of the master, and its list of workers as JSON
    thrift_port: int  # where dbt connects
    page_port: int  # web page of the driver, and its REST API: jobs, stages, bytes shuffled
    workers: int
    worker_cores: int
    executor_memory: str
    driver_memory: str
    shuffle_partitions: int

    @property
    def master(self) -> str:
        """The address of the master."""
        return f"spark://{LOOPBACK}:{self.master_port}"

    @property
    def warehouse(self) -> Path:
        """Where Spark puts the tables: a folder for each schema, and in it one of Parquet files for each table."""
        return self.folder / "warehouse"

    def settings(self) -> dict[str, str]:
        """Everything that differs from Spark's defaults, and what the models depend on."""
        return {
            "spark.master": self.master,
            "spark.driver.host": LOOPBACK,
            "spark.driver.bindAddress": LOOPBACK,
            "spark.driver.memory": self.driver_memory,
            "spark.executor.memory": self.executor_memory,
            "spark.executor.cores": str(self.worker_cores),
            # A port that is taken is an error: the next one would be another cluster than the one that was asked for.
            "spark.port.maxRetries": "0",
            # The other way of handing programs to the master, which asks for no password.
            "spark.master.rest.enabled": "false",
            # One that has lost a worker goes on with the others, however often.
            "spark.deploy.maxExecutorRetries": "-1",
            "spark.task.maxFailures": "8",
            "spark.ui.enabled": "true",
            "spark.ui.port": str(self.page_port),
            # What the page remembers of statements long done is memory of the driver: plans of the models are large.
            "spark.sql.ui.retainedExecutions": "50",
            "spark.ui.retainedJobs": "200",
            "spark.ui.retainedStages": "500",
            "spark.sql.thriftserver.ui.retainedStatements": "50",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": (self.folder / "events").as_uri(),
            "spark.sql.warehouse.dir": self.warehouse.as_uri(),
            "spark.hadoop.javax.jdo.option.ConnectionURL": (
                f"jdbc:derby:;databaseName={self.folder / 'metastore'};create=true"
            ),
            # A number that is no number, a sum that overflows and a division by zero are errors.
            "spark.sql.ansi.enabled": "true",
            # Decimals keep the places that the models give them; otherwise a product loses some to make room.
            "spark.sql.decimalOperations.allowPrecisionLoss": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.adaptive.enabled": "true",
            # Tasks that hold a union of constants, as unit tests have, do not arrive at the executors otherwise.
            "spark.sql.codegen.wholeStage.union.enabled": "false",
            "spark.sql.shuffle.partitions": str(self.shuffle_partitions),
            "spark.sql.parquet.compression.codec": "zstd",
        }


def cluster(environment: Mapping[str, str] = os.environ) -> Cluster:
    """The cluster that the environment describes."""

    def setting(name: str, default: str) -> str:
        return environment.get(name, "") or default

    folder = Path(setting("SPARK_FOLDER", str(PROJECT / ".engines" / "spark"))).resolve()
    return Cluster(
        folder=folder,
        input=Path(setting("SPARK_INPUT_FOLDER", str(folder / "input"))).resolve(),
        master_port=number_named(environment, "SPARK_MASTER_PORT", 7077),
        master_page_port=number_named(environment, "SPARK_MASTER_PAGE_PORT", 8080),
        thrift_port=number_named(environment, "SPARK_THRIFT_PORT", 10000),
        page_port=number_named(environment, "SPARK_PAGE_PORT", 4040),
        workers=number_named(environment, "SPARK_WORKERS", 2),
        worker_cores=number_named(environment, "SPARK_WORKER_CORES", 1),
        executor_memory=setting("SPARK_EXECUTOR_MEMORY", "2g"),
        driver_memory=setting("SPARK_DRIVER_MEMORY", "3g"),
        shuffle_partitions=number_named(environment, "SPARK_SHUFFLE_PARTITIONS", 4),
    )
