"""A small Spark cluster on this machine: a master, two workers, and a Thrift server, which dbt talks to, as the driver.

Usage: python scripts/engines/spark_cluster.py up|down

Everything comes from the wheel of pyspark and Java 17 or newer, listens on 127.0.0.1, and lies in .engines/spark
(SPARK_FOLDER). spark_settings.py has the names of the other settings. `up` again starts what has ended meanwhile.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "publishing"))

from ports import LOOPBACK, is_taken, refuse_taken
from refusal import Refusal, exit_code
from spark_processes import Process
from spark_settings import Cluster, cluster

OLDEST_JAVA = 17
SECONDS_TO_START = 180
# Small tables are numbered in one place, and Hive's own settings are its own business: no warnings of either.
LOGGING = """\
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss} %p %c{1}: %m%n%ex
logger.window.name = org.apache.spark.sql.execution.window.WindowExec
logger.window.level = error
logger.hive.name = org.apache.hadoop.hive.conf.HiveConf
logger.hive.level = error
"""


def java() -> str:
    """The java command that Spark will use."""
    home = os.environ.get("JAVA_HOME", "")
    command = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    install = (
        f"Spark needs Java {OLDEST_JAVA} or newer. On Debian or Ubuntu: apt install openjdk-17-jre-headless. "
        "Elsewhere: install a JDK and let JAVA_HOME name its folder."
    )
    if not command or not Path(command).exists():
        raise Refusal(f"There is no Java{f' in JAVA_HOME={home}' if home else ''}. {install}")
    said = subprocess.run([command, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)(?:\.(\d+))?', said)
    # Java 8 calls itself 1.8.
    major = int(version[2] if version[1] == "1" else version[1]) if version else 0
    if major < OLDEST_JAVA:
        raise Refusal(f"{command} is Java {major or 'of an unknown version'}. {install}")
    return command


def spark_home() -> Path:
    """The folder of the wheel, which holds the whole of Spark."""
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise Refusal("pyspark is not installed here. `make spark-up` sets up .venv-engines, which has it.")
    return Path(found.origin).parent


def wait_for(process: Process, is_ready: Callable[[], bool]) -> None:
    """Until it is ready; a process that ends before is an error."""
    latest = time.monotonic() + SECONDS_TO_START
    while not is_ready():
        if not process.running():
            raise Refusal(f"{process.name} of Spark has ended. The end of {process.log}:\n{process.last_lines()}")
        if time.monotonic() > latest:
            raise Refusal(f"{process.name} of Spark is not ready after {SECONDS_TO_START} seconds: see {process.log}.")
        time.sleep(0.3)


def alive_workers(spark: Cluster) -> int:
    """How many workers the master knows."""
    try:
        with urllib.request.urlopen(f"http://{LOOPBACK}:{spark.master_page_port}/json/", timeout=5) as page:
            return int(json.load(page)["aliveworkers"])
    except (OSError, ValueError):
        return 0


class Commands:
    """How each process is started."""

    def __init__(self, spark: Cluster) -> None:
        """Look for Java and Spark, and write Spark's settings down where all processes find them."""
        self.spark = spark
        self.home = spark_home()
        configuration = spark.folder / "configuration"
        for folder in (
            configuration,
            spark.folder / "events",
            spark.folder / "temporary",
            spark.warehouse,
            spark.input,
        ):
            folder.mkdir(parents=True, exist_ok=True)
        lines = [f"{name} {value}\n" for name, value in spark.settings().items()]
        (configuration / "spark-defaults.conf").write_text("".join(lines), encoding="utf-8")
        (configuration / "log4j2.properties").write_text(LOGGING, encoding="utf-8")
        self.environment = {
            # Settings of another Spark of this machine must not get in.
            **{name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))},
            "JAVA_HOME": str(Path(java()).resolve().parents[1]),
            "SPARK_HOME": str(self.home),
            "SPARK_CONF_DIR": str(configuration),
            "SPARK_LOCAL_IP": LOOPBACK,
            "SPARK_LOCAL_DIRS": str(spark.folder / "temporary"),
            "SPARK_DAEMON_MEMORY": "512m",
        }

    def _class(self, name: str, *arguments: str) -> list[str]:
        settings = ["--properties-file", str(self.spark.folder / "configuration" / "spark-defaults.conf")]
        return [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *settings, *arguments]

    def master(self) -> list[str]:
        """Hands workers out to applications."""
        ports = ["--port", str(self.spark.master_port), "--webui-port", str(self.spark.master_page_port)]
        return self._class("master.Master", "--host", LOOPBACK, *ports)

    def worker(self, name: str) -> list[str]:
        """Starts executors; its memory is what one executor takes."""
        sizes = ["--cores", str(self.spark.worker_cores), "--memory", self.spark.executor_memory]
        places = ["--work-dir", str(self.spark.folder / name), "--webui-port", "0"]
        return self._class("worker.Worker", "--host", LOOPBACK, *sizes, *places, self.spark.master)

    def thrift_server(self) -> list[str]:
        """Plans the statements of all connections, and has the executors run them."""
        hive = {"hive.server2.thrift.port": str(self.spark.thrift_port), "hive.server2.thrift.bind.host": LOOPBACK}
        given = [part for name, value in hive.items() for part in ("--hiveconf", f"{name}={value}")]
        server = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
        return [str(self.home / "bin" / "spark-submit"), "--class", server, "spark-internal", *given]


def up(spark: Cluster) -> None:
    """Start what does not run yet, and wait until it is ready."""
    commands = Commands(spark)
    master, thrift = Process("master", spark.folder), Process("thrift-server", spark.folder)
    workers = [Process(f"worker-{number}", spark.folder) for number in range(1, spark.workers + 1)]
    missing = [process for process in (master, *workers, thrift) if not process.running()]
    if master in missing:
        refuse_taken(spark.master_port, "SPARK_MASTER_PORT")
        refuse_taken(spark.master_page_port, "SPARK_MASTER_PAGE_PORT")
        master.start(commands.master(), commands.environment)
    if thrift in missing:
        refuse_taken(spark.thrift_port, "SPARK_THRIFT_PORT")
        refuse_taken(spark.page_port, "SPARK_PAGE_PORT")
    wait_for(master, lambda: is_taken(spark.master_port) and is_taken(spark.master_page_port))
    for worker in workers:
        if worker in missing:
            worker.start(commands.worker(worker.name), commands.environment)
    wait_for(workers[-1], lambda: alive_workers(spark) >= spark.workers)
    if thrift in missing:
        # The Thrift server is a daemon to Spark, which then does not look at spark.driver.memory.
        thrift.start(commands.thrift_server(), {**commands.environment, "SPARK_DAEMON_MEMORY": spark.driver_memory})
    wait_for(thrift, lambda: is_taken(spark.thrift_port))
    print(
        f"Spark {'is up' if missing else 'already runs'}: {spark.workers} workers, "
        f"Thrift on {LOOPBACK}:{spark.thrift_port}, "
        f"page on http://{LOOPBACK}:{spark.page_port}, files in {spark.folder}."
    )


def down(spark: Cluster) -> None:
    """Stop what `up` started; the tables stay where they are."""
    names = ["thrift-server", *sorted(file.stem for file in spark.folder.glob("worker-*.pid")), "master"]
    stopped = [name for name in names if Process(name, spark.folder).stop()]
    print(f"Stopped {', '.join(stopped)}. Tables stay in {spark.folder}." if stopped else "Spark does not run.")


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["up", "down"])
    action = {"up": up, "down": down}[parser.parse_args().action]
    action(cluster())


if __name__ == "__main__":
    sys.exit(exit_code(main))
