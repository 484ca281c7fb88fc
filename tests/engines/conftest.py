"""What the tests of other engines share: servers of their own, which leave no trace, and a build on each engine."""

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from builds import DBT, Build, wait_until_there
from compare_marts import Comparison, as_table
from postgres_connection import Address, connected, fetch
from postgres_server import Server
from spark_processes import Process

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Database:
    """An empty database, and how its builder and its reader enter it."""

    owner: Address
    reader: Address


@dataclass(frozen=True)
class SparkBuild:
    """A build in Spark during which a worker was killed."""

    build: Build
    models: list[str]  # what dbt was asked to select; nothing means all
    spark: Path
    thrift_port: int
    page_port: int
    steps_before: int  # lines of dbt before the worker was killed


@dataclass
class Table:
    """What the summary shows at the end: how the marts of each engine compare with those of DuckDB."""

    comparisons: dict[str, list[Comparison]] = field(default_factory=dict)


TABLE = pytest.StashKey[Table]()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is compared yet."""
    config.stash[TABLE] = Table()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The table of marts and engines."""
    if comparisons := config.stash[TABLE].comparisons:
        terminalreporter.section("marts against those of DuckDB")
        terminalreporter.write_line(as_table(comparisons))


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL that runs while the tests do."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        # pytest's own folders are closed to others, and root runs the server as somebody else
        Path(folder).chmod(0o755)
        server = Server(Path(folder), free_port())
        try:
            server.up("first")
            yield server
        finally:
            server.down()


@pytest.fixture
def database(server: Server) -> Database:
    """A database with nothing in it: always the same one, as the server takes a second to put another one away."""
    passwords = server.read_passwords()
    owner, reader = (
        Address("127.0.0.1", server.port, "first", role, passwords[role]) for role in ("index_owner", "index_reader")
    )
    with connected(owner) as connection, connection, connection.cursor() as cursor:
        schemas = fetch(cursor, "select quote_ident(nspname) from pg_namespace where nspowner = current_user::regrole")
        for (schema,) in schemas:
            cursor.execute(f"drop schema {schema} cascade")
    return Database(owner, reader)


@pytest.fixture(scope="session")
def in_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The embedded marts as DuckDB builds them; PUBLICATION_UNDER_TEST names a publication that has them already."""
    if given := os.environ.get("PUBLICATION_UNDER_TEST"):
        return Build(Path(given), "duckdb")
    build = Build(tmp_path_factory.mktemp("duckdb"), "duckdb")
    build.run(DBT, "--quiet", "build", "--exclude-resource-type", "unit_test", "test")
    return build


@pytest.fixture(scope="session")
def in_postgres(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same in PostgreSQL, tested and published."""
    environment = {
        "POSTGRES_HOST": "127.0.0.1",
        "POSTGRES_PORT": str(server.port),
        "POSTGRES_DATABASE": "built",
        "POSTGRES_USER": "index_owner",
        "POSTGRES_PASSWORD": server.read_passwords()["index_owner"],
    }
    server.up("built")
    build = Build(tmp_path_factory.mktemp("postgres"), "postgres", environment)
    build.run(sys.executable, "scripts/engines/postgres_build.py")
    return build


@pytest.fixture(scope="session")
def in_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkBuild]:
    """The same in Spark, tested; one of two workers and its executor are killed while a table is written.

    SPARK_MODELS names the models, as dbt takes them, where all of them would take too long.
    """
    models = os.environ.get("SPARK_MODELS", "").split()
    spark = tmp_path_factory.mktemp("spark")
    ports = {
        name: free_port()
        for name in ("SPARK_MASTER_PORT", "SPARK_MASTER_PAGE_PORT", "SPARK_THRIFT_PORT", "SPARK_PAGE_PORT")
    }
    environment = {"SPARK_FOLDER": str(spark), **{name: str(port) for name, port in ports.items()}}
    build = Build(tmp_path_factory.mktemp("spark-build"), "spark_cluster", environment)
    try:
        build.run(sys.executable, "scripts/engines/spark_cluster.py", "up")
        selection = ["--select", *models] if models else []
        process = build.start(sys.executable, "scripts/engines/spark_build.py", *selection)
        wait_until_there(spark / "warehouse" / "intermediate.db" / "int_unit_values", process)
        worker = Process("worker-2", spark).running()
        assert worker
        steps_before = len(build.output.read_text(encoding="utf-8").splitlines())
        # the worker leads a group of processes of its own, to which its executor belongs
        os.killpg(worker, signal.SIGKILL)
        build.finish(process)
        yield SparkBuild(build, models, spark, ports["SPARK_THRIFT_PORT"], ports["SPARK_PAGE_PORT"], steps_before)
    finally:
        build.run(sys.executable, "scripts/engines/spark_cluster.py", "down")
