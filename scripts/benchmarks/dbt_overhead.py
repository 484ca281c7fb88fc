"""How much slower the project builds than an empty dbt project of the same size.

Why: on data this small, nearly all of a build is dbt itself. The project is measured beside a twin
that has the same nodes, the same dependencies and the same materialisations, but whose models are
all `select 1 as id`; what the project takes longer is the price of its SQL.

Both are built by turns, as whole processes, after a warm-up, in temporary folders.

Usage: python scripts/benchmarks/dbt_overhead.py [--repetitions N]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
SLOWEST = 10
KINDS = ("seed", "model", "test", "unit_test")

Node = dict[str, Any]


def build(project: Path, work: Path) -> float:
    """Build a dbt project into a folder and return the seconds; exit if it fails."""
    folders: list[str | Path] = ["--project-dir", project, "--profiles-dir", PROJECT]
    folders += ["--target-path", work / "target", "--log-path", work / "logs"]
    environment = {k: v for k, v in os.environ.items() if k != "OWN_DATA"}
    environment["WAREHOUSE_FILE"] = str(work / "warehouse.duckdb")
    start = time.perf_counter()
    done = subprocess.run(
        [DBT, "build", *folders],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"The build of {project} failed:\n{done.stdout}{done.stderr}")
    return seconds


def read(work: Path, artifact: str) -> Any:  # noqa: ANN401
    """One of the JSON files that a build leaves behind."""
    return json.loads((work / "target" / f"{artifact}.json").read_text(encoding="utf-8"))


def read_nodes(work: Path) -> dict[str, Node]:
    """The nodes of the last build by their id."""
    manifest = read(work, "manifest")
    return {
        key: node
        for key, node in (manifest["nodes"] | manifest["unit_tests"]).items()
        if node["resource_type"] in KINDS
    }


def write_twin(folder: Path, nodes: dict[str, Node], profile: str) -> None:
    """Write an empty dbt project with the same nodes and the same edges between them."""
    tables = [key for key, node in nodes.items() if node["resource_type"] in ("seed", "model")]
    names = {key: f"node_{number}" for number, key in enumerate(tables)}
    for sub in ("models", "seeds"):
        (folder / sub).mkdir(parents=True)
    properties: dict[str, list[Node]] = {"models": [], "seeds": [], "unit_tests": []}
    tests: dict[str, list[Node]] = {key: [] for key in tables}
    for number, (key, node) in enumerate(nodes.items()):
        parents = [parent for parent in node["depends_on"].get("nodes", []) if parent in names]
        if node["resource_type"] == "seed":
            (folder / "seeds" / f"{names[key]}.csv").write_text("id\n1\n")
        elif node["resource_type"] == "model":
            lines = [f"-- depends_on: {{{{ ref('{names[parent]}') }}}}" for parent in parents]
            lines.insert(0, f"{{{{ config(materialized='{node['config']['materialized']}') }}}}")
            (folder / "models" / f"{names[key]}.sql").write_text("\n".join([*lines, "select 1 as id"]))
        elif node["resource_type"] == "test":
            tests[(parents or tables)[0]].append({"not_null": {"name": f"test_{number}"}})
        else:
            tested = parents[0]
            inputs = [p for p in nodes[tested]["depends_on"]["nodes"] if p in names]
            given = [{"input": f"ref('{names[p]}')", "rows": [{"id": 1}]} for p in inputs]
            unit_test = {"name": f"unit_test_{number}", "model": names[tested], "given": given}
            properties["unit_tests"].append(unit_test | {"expect": {"rows": [{"id": 1}]}})
    for key, data_tests in tests.items():
        entry = {"name": names[key], "columns": [{"name": "id", "data_tests": data_tests}]}
        properties[f"{nodes[key]['resource_type']}s"].append(entry)
    # JSON is YAML, so that nothing but the standard library is needed here.
    (folder / "models" / "properties.yml").write_text(json.dumps(properties))
    project = {"name": "empty_twin", "profile": profile, "config-version": 2}
    flags = {"flags": {"send_anonymous_usage_stats": False}}
    (folder / "dbt_project.yml").write_text(json.dumps(project | flags))


def count(nodes: dict[str, Node]) -> Counter[str]:
    """How many nodes there are of each kind, models by their materialisation."""
    return Counter(
        node["config"]["materialized"] if node["resource_type"] == "model" else node["resource_type"]
        for node in nodes.values()
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repetitions", type=int, default=5, help="builds of each (default: 5)")
    repetitions = parser.parse_args().repetitions
    with tempfile.TemporaryDirectory() as scratch:
        work, twin_work = Path(scratch) / "project", Path(scratch) / "twin"
        twin = twin_work / "source"
        build(PROJECT, work)
        nodes = read_nodes(work)
        write_twin(twin, nodes, read(work, "manifest")["metadata"]["project_name"])
        build(twin, twin_work)
        if count(nodes) != count(read_nodes(twin_work)):
            sys.exit("The empty twin does not have the nodes of the project.")
        own, empty = [], []
        for _ in range(repetitions):
            own.append(build(PROJECT, work))
            empty.append(build(twin, twin_work))
        results = read(work, "run_results")["results"]

    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(count(nodes).items()))
    print(f"{len(nodes)} nodes: {kinds}; {repetitions} builds of each, by turns, after a warm-up")
    print(f"{'':16}{'median s':>10}{'min s':>8}{'max s':>8}")
    for name, times in (("the project", own), ("the empty twin", empty)):
        print(f"{name:16}{statistics.median(times):10.2f}{min(times):8.2f}{max(times):8.2f}")
    print(f"{'ratio':16}{statistics.median(own) / statistics.median(empty):10.2f}")
    total = sum(result["execution_time"] for result in results)
    print(f"slowest nodes of the project's last build, of {total:.2f} s in all")
    for result in sorted(results, key=lambda r: -r["execution_time"])[:SLOWEST]:
        print(f"{result['execution_time']:10.3f}  {result['unique_id'].split('.', 2)[2]}")


if __name__ == "__main__":
    main()
