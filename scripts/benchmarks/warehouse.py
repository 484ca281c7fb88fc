"""The warehouse as a contestant: `dbt build` on a panel, and what its time went to."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import process
from node_seconds import node_seconds

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
LAST_OF_CHAIN = "int_ranks"


@dataclass(frozen=True)
class Warehouse:
    """Where a build of a panel is kept."""

    panel: Path
    folder: Path

    @property
    def file(self) -> Path:
        """The build file, of another name in each folder: a view finds its tables under the name of its file alone."""
        return self.folder / f"{self.folder.name}.duckdb"

    def read(self, artifact: str) -> Any:  # noqa: ANN401
        """One of the JSON files that a build leaves behind."""
        return json.loads((self.folder / "target" / f"{artifact}.json").read_text(encoding="utf-8"))

    def build(
        self, limit_seconds: float, memory_limit: str | None = None, variables: Mapping[str, str] | None = None
    ) -> process.Outcome:
        """Build models and data tests, as `make build` does, in a process of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {
            "OWN_DATA": str(self.panel),
            "WAREHOUSE_FILE": str(self.file),
            "DBT_TARGET_PATH": str(self.folder / "target"),
            "DBT_LOG_PATH": str(self.folder / "logs"),
        }
        environment.pop("ONLY_CHANGED_PERIODS", None)
        if memory_limit:
            environment["MEMORY_LIMIT"] = memory_limit
        return process.run(
            [
                DBT,
                *("build", "--exclude-resource-type", "unit_test", "--no-use-colors"),
            ],
            self.folder / "build.log",
            limit_seconds,
            environment | dict(variables or {}),
            PROJECT,
        )

    def steps(self) -> list[dict[str, Any]]:
        """What each node of the last build took, in the order that it ran in, with the rows of tables."""
        manifest = self.read("manifest")
        chain = ancestors(manifest, LAST_OF_CHAIN)
        with duckdb.connect(str(self.file), read_only=True) as connection:
            tables = set(connection.execute("select schema_name, table_name from duckdb_tables()").fetchall())
            steps = []
            results = self.read("run_results")["results"]
            seconds = node_seconds(results)
            for result in results:
                node = manifest["nodes"].get(result["unique_id"], {})
                kind = node.get("resource_type", "hook")
                if kind == "model":
                    kind = "chain" if result["unique_id"] in chain else "analysis"
                rows = None
                if kind in ("chain", "analysis", "seed") and (node["schema"], node["name"]) in tables:
                    name = f"{node['schema']}.{node['name']}"
                    rows = (connection.execute(f"select count(*) from {name}").fetchone() or (None,))[0]
                step = {"name": result["unique_id"].split(".")[2], "kind": kind, "rows": rows}
                steps.append(step | {"seconds": round(seconds.get(result["unique_id"], 0), 3)})
        return steps


def ancestors(manifest: dict[str, Any], model: str) -> set[str]:
    """The ids of a model and of all that it rests on."""
    found: set[str] = set()
    ahead = [key for key, node in manifest["nodes"].items() if node["name"] == model]
    while ahead:
        key = ahead.pop()
        if key not in found:
            found.add(key)
            ahead += manifest["nodes"].get(key, {}).get("depends_on", {}).get("nodes", [])
    return found


def parts(seconds: float, steps: list[dict[str, Any]]) -> dict[str, float]:
    """The seconds of a build by what they went to; those in which no node ran are dbt's own."""
    kinds = ("chain", "analysis", "test", "hook")
    sums = {kind: sum(step["seconds"] for step in steps if step["kind"] == kind) for kind in kinds}
    return sums | {"dbt": seconds - sum(step["seconds"] for step in steps)}
