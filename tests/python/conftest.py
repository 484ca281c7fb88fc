"""What the tests share: running dbt as a user does, in folders of the test's own."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"


@dataclass
class Build:
    """What a dbt call left behind."""

    success: bool
    output: str
    warehouse: Path
    status: dict[str, str]
    unit_tests: set[str]

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of a query against the warehouse that was built."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def copy_project(folder: Path) -> Path:
    """The dbt project in another folder, where a test may change it."""
    parts = ("analyses", "macros", "models", "raw", "scripts", "seeds", "tests")
    for part in parts:
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("python"))
    for file in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(PROJECT / file, folder)
    return folder


def copy_marts(warehouse: Path, copy: Path) -> Path:
    """Make all marts tables of another file: a view finds its tables under the name of its own file alone."""
    with duckdb.connect(str(copy)) as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        marts = connection.execute(
            """
            select table_name from information_schema.tables
            where table_catalog = 'warehouse' and table_schema = 'main'
            """
        ).fetchall()
        for (mart,) in marts:
            connection.execute(f"create table {mart} as from warehouse.main.{mart}")
    return copy


class Dbt:
    """Runs dbt in this process: starting it anew for each call would cost seconds."""

    def __init__(self, folder: Path, own_data_folder: Path | None = None, project: Path = PROJECT) -> None:
        """Keep database and artefacts in the folder; read own data if there is a folder of it."""
        self.folder = folder
        self.project = project
        self.warehouse = folder / "warehouse.duckdb"
        self.environment = {
            "WAREHOUSE_FILE": str(self.warehouse),
            "OWN_DATA": str(own_data_folder) if own_data_folder else "",
        }

    def __call__(self, *arguments: str) -> Build:
        """Run a dbt command, for example `build`, and say how it went."""
        before = dict(os.environ)
        log = self.folder / "logs" / "dbt.log"
        log.unlink(missing_ok=True)
        os.environ.update(self.environment)
        try:
            result = dbtRunner().invoke(
                [
                    *arguments,
                    *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
                    *("--target-path", str(self.folder / "target")),
                    *("--log-path", str(log.parent), "--log-level", "none"),
                    *("--log-level-file", "info", "--no-use-colors-file"),
                ]
            )
        finally:
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
            os.environ.clear()
            os.environ.update(before)
        results = getattr(result.result, "results", [])
        return Build(
            success=result.success,
            output=log.read_text(encoding="utf-8") if log.exists() else "",
            warehouse=self.warehouse,
            status={entry.node.name: str(entry.status) for entry in results},
            unit_tests={e.node.name for e in results if e.node.resource_type == "unit_test"},
        )


@pytest.fixture(scope="session")
def embedded_dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """Runs dbt on the embedded data."""
    return Dbt(tmp_path_factory.mktemp("embedded"))


@pytest.fixture(scope="session")
def embedded(embedded_dbt: Dbt) -> Build:
    """The warehouse built from the embedded data, all its tests run."""
    return embedded_dbt("build")


@pytest.fixture(scope="session")
def own_data_dbt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dbt, Path]:
    """Runs dbt on a folder of own data, and that folder, to be filled by the test."""
    folder = tmp_path_factory.mktemp("own")
    return Dbt(folder, folder / "data"), folder / "data"


@pytest.fixture
def own_data(own_data_dbt: tuple[Dbt, Path]) -> tuple[Dbt, Path]:
    """The same with an empty folder and no warehouse."""
    dbt, folder = own_data_dbt
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    dbt.warehouse.unlink(missing_ok=True)
    return dbt, folder
