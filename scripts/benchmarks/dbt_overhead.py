"""How much longer dbt takes for the project than for an empty project of the same size, by what it does.

Why: on data this small, nearly all of a build is dbt itself. The project is measured beside a twin
that has the same nodes, the same dependencies and the same materialisations, but whose models are
all `select 1 as id`; what the project takes longer is the price of its SQL, and of its documentation
where pages are made.

Both are measured by turns, as whole processes, after a warm-up, in temporary folders. Seconds of a kind
of node are those of its nodes in a build of everything: see node_seconds.py.

Usage: python scripts/benchmarks/dbt_overhead.py [--repetitions N] [--results FOLDER]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml
from machine import describe
from node_seconds import node_seconds

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
SLOWEST = 10
KIND_NAMES = {"seed": "seeds", "model": "models", "test": "data tests", "unit_test": "unit tests"}

Node = dict[str, Any]


def call(project: Path, work: Path, *command: str) -> float:
    """Run a command of dbt on a project, all it makes going into a folder; return the seconds; exit if it fails."""
    folders: list[str | Path] = ["--project-dir", project, "--profiles-dir", project]
    folders += ["--target-path", work / "target", "--log-path", work / "logs"]
    environment = {k: v for k, v in os.environ.items() if k != "OWN_DATA"}
    environment["WAREHOUSE_FILE"] = str(work / "warehouse.duckdb")
    start = time.perf_counter()
    done = subprocess.run(
        [DBT, *command, *folders],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"dbt {' '.join(command)} of {project} failed:\n{done.stdout}{done.stderr}")
    return seconds


def measure(project: Path, work: Path) -> dict[str, float]:
    """Seconds of each command, and of each kind of node in a build of everything."""
    seconds = {
        "parsing, from nothing": call(project, work, "parse", "--no-partial-parse"),
        "parsing, nothing changed": call(project, work, "parse"),
        "a default build": call(project, work, "build", "--exclude-resource-type", "unit_test"),
        "a build with unit tests": call(project, work, "build"),
    }
    kinds: defaultdict[str, float] = defaultdict(float)
    for key, taken in node_seconds(read(work, "run_results")["results"]).items():
        kinds[key.split(".")[0]] += taken
    seconds |= {f"of it {name}": kinds[kind] for kind, name in KIND_NAMES.items()}
    # last, since it writes another run_results.json
    return seconds | {"documentation": call(project, work, "docs", "generate")}


def read(work: Path, artifact: str) -> Any:  # noqa: ANN401
    """One of the JSON files that a build leaves behind."""
    return json.loads((work / "target" / f"{artifact}.json").read_text(encoding="utf-8"))


def read_nodes(work: Path) -> dict[str, Node]:
    """The nodes of the last build by their id."""
    manifest = read(work, "manifest")
    return {
        key: node
        for key, node in (manifest["nodes"] | manifest["unit_tests"]).items()
        if node["resource_type"] in KIND_NAMES
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
    # without the plugin that reads own data: the twin has none
    profiles = yaml.safe_load((PROJECT / "profiles.yml").read_text(encoding="utf-8"))
    for output in profiles[profile]["outputs"].values():
        output.pop("plugins", None)
        output.pop("module_paths", None)
    (folder / "profiles.yml").write_text(json.dumps(profiles))
    flags = {"flags": {"send_anonymous_usage_stats": False}}
    (folder / "dbt_project.yml").write_text(json.dumps(project | flags))


def count(nodes: dict[str, Node]) -> Counter[str]:
    """How many nodes there are of each kind, models by their materialisation."""
    return Counter(
        node["config"]["materialized"] if node["resource_type"] == "model" else node["resource_type"]
        for node in nodes.values()
    )


def median_of(measurements: list[dict[str, float]], name: str) -> float:
    """The median of one of the things measured."""
    return round(statistics.median(measurement[name] for measurement in measurements), 3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repetitions", type=int, default=5, help="measurements of each (default: 5)")
    parser.add_argument("--results", type=Path, help="folder to keep the result in, for scripts/benchmarks/report.py")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work, twin_work = Path(scratch) / "project", Path(scratch) / "twin"
        twin = twin_work / "source"
        call(PROJECT, work, "build")
        nodes = read_nodes(work)
        slowest = sorted(read(work, "run_results")["results"], key=lambda r: -r["execution_time"])[:SLOWEST]
        write_twin(twin, nodes, read(work, "manifest")["metadata"]["project_name"])
        call(twin, twin_work, "build")
        if count(nodes) != count(read_nodes(twin_work)):
            sys.exit("The empty twin does not have the nodes of the project.")
        own, empty = [], []
        for _ in range(arguments.repetitions):
            own.append(measure(PROJECT, work))
            empty.append(measure(twin, twin_work))
    medians = {name: (median_of(own, name), median_of(empty, name)) for name in own[0]}
    kinds = f"{len(nodes)}: " + ", ".join(f"{number} {kind}" for kind, number in sorted(count(nodes).items()))
    print(f"nodes: {kinds}; {arguments.repetitions} measurements of each, by turns, after a warm-up")
    print(f"{'median seconds':26}{'the project':>12}{'empty twin':>12}{'ratio':>8}")
    for name, (project, of_twin) in medians.items():
        print(f"{name:26}{project:12.2f}{of_twin:12.2f}" + (f"{project / of_twin:8.2f}" if of_twin else ""))
    print("slowest nodes of the project's first build")
    for result in slowest:
        print(f"{result['execution_time']:10.3f}  {result['unique_id'].split('.', 2)[2]}")
    if arguments.results:
        rows = [{"name": name, "project": project, "twin": of_twin} for name, (project, of_twin) in medians.items()]
        found = {"machine": describe(), "repetitions": arguments.repetitions, "nodes": kinds, "rows": rows}
        arguments.results.mkdir(parents=True, exist_ok=True)
        (arguments.results / "overhead.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
