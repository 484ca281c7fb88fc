"""What ranks under 10,000 draws of all weights cost, beside the same in NumPy.

An index of 351 units and 135 indicators in 13 groups and 4 pillars is generated and built; then the
models that draw weights at all levels, score and rank again are run with ever more draws. NumPy
takes the same drawn weights and has to come to the same intervals of ranks: it is the floor, and
the proof. Peak memory is that of the whole process of dbt.

COINr, the R package, is quoted as measured before on the same numbers of units and indicators: 85 to
95 ms a replicate.

Usage: python scripts/benchmarks/robustness_draws.py [--draws N ...]
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

PROJECT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
UNITS, PILLARS, GROUPS, LEAVES = 351, 4, 13, 135
MODELS = (
    "int_runs",
    "int_weight_draws",
    "int_weight_lists",
    "int_run_weights",
    "int_simulated_ranks",
    "rank_intervals",
)
QUANTILES = (5, 25, 50, 75, 95)
COINR_MILLISECONDS = 85

Floats = npt.NDArray[np.float64]


def write(folder: Path, table: str, header: str, rows: list[tuple[object, ...]]) -> None:
    """Write a table of the contract."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_index(folder: Path, scale: tuple[int, int] = (0, 100)) -> None:
    """Write own data with an index of four levels, normalised to the scale; every weight is another one."""
    folder.mkdir()
    random = np.random.default_rng(2016)
    pillars = [f"pillar_{number}" for number in range(1, PILLARS + 1)]
    groups = [f"group_{number:02}" for number in range(1, GROUPS + 1)]
    leaves = [f"leaf_{number:03}" for number in range(1, LEAVES + 1)]
    edges = [("root", pillar) for pillar in pillars]
    edges += [(pillars[number % PILLARS], group) for number, group in enumerate(groups)]
    edges += [(groups[number % GROUPS], leaf) for number, leaf in enumerate(leaves)]
    parents = sorted({parent for parent, _ in edges})
    weights: list[tuple[object, ...]] = []
    for parent in parents:
        children = [child for other, child in edges if other == parent]
        shares = np.round(random.dirichlet(np.full(len(children), 20.0)), 6)
        shares[-1] = 1 - shares[:-1].sum()
        weights += [("listed", parent, child, repr(float(w))) for child, w in zip(children, shares, strict=True)]
    units = [f"U{number:03}" for number in range(1, UNITS + 1)]
    values = random.lognormal(sigma=1.5, size=(UNITS, LEAVES))
    write(
        folder,
        "area_levels",
        "area_level,depth,is_unit_level,name_en",
        [("nation", 0, "false", "Nation"), ("city", 1, "true", "City")],
    )
    write(
        folder,
        "areas",
        "area_code,area_level,parent_area_code,name_en,is_unit",
        [("N", "nation", "", "Nation", "false"), *((unit, "city", "N", unit, "true") for unit in units)],
    )
    write(
        folder,
        "periods",
        "period_code,period_grain,period_start,period_end",
        [("2015", "year", "2015-01-01", "2015-12-31")],
    )
    write(
        folder,
        "measures",
        "measure_code,name_en,unit,direction,rollup",
        [(f"m_{leaf}", leaf, "units", "more_is_better", "additive") for leaf in leaves],
    )
    write(
        folder,
        "nodes",
        "node_code,index_code,node_kind,name_en,measure_code,normalisation,missing_rule,scale_low,scale_high",
        [
            ("root", "root", "index", "Index", "", "min_max", "skip", *scale),
            *((node, "root", "sub_index", node, "", "", "", "", "") for node in (*pillars, *groups)),
            *((leaf, "root", "measure", leaf, f"m_{leaf}", "", "", "", "") for leaf in leaves),
        ],
    )
    write(folder, "node_edges", "parent_node_code,node_code", [edge for edge in edges])
    write(folder, "weight_schemes", "scheme_code,weighting_method,name_en", [("listed", "listed", "Listed")])
    write(folder, "weights", "scheme_code,parent_node_code,node_code,weight", weights)
    write(folder, "index_schemes", "index_code,scheme_code,is_default", [("root", "listed", "true")])
    write(
        folder,
        "uncertain_choices",
        "analysis_code,factor_code,choice_code,probability",
        [("weights", "weighting", "around_default", 1)],
    )
    write(
        folder,
        "records",
        "period_code,area_code,measure_code,value",
        [
            ("2015", unit, f"m_{leaf}", repr(float(values[row, column])))
            for row, unit in enumerate(units)
            for column, leaf in enumerate(leaves)
        ],
    )


def run_dbt(work: Path, *arguments: str) -> None:
    """Run dbt on the generated data; exit if it fails."""
    environment = os.environ | {
        "OWN_DATA": str(work / "data"),
        "WAREHOUSE_FILE": str(work / "warehouse.duckdb"),
        "DBT_TARGET_PATH": str(work / "target"),
        "DBT_LOG_PATH": str(work / "logs"),
    }
    done = subprocess.run([DBT, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"dbt {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def seconds_of_models(work: Path) -> dict[str, float]:
    """Seconds of each model of the last run."""
    results = json.loads((work / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[-1]: result["execution_time"] for result in results}


def rank_with_numpy(connection: duckdb.DuckDBPyConnection) -> tuple[float, Floats]:
    """Seconds and quantiles of the ranks of each unit, from the same drawn weights."""
    edges = connection.sql(
        """
        select weighting_source, parent_node_code, node_code, weight from intermediate.int_weight_draws
        order by weighting_source, parent_node_code, node_code
        """
    ).fetchnumpy()
    values = connection.sql(
        """
        select area_code, node_code, normalised_value from fct_normalised_values order by area_code, node_code
        """
    ).fetchnumpy()["normalised_value"]
    draws = len(np.unique(edges["weighting_source"].astype(str)))
    parents = edges["parent_node_code"].astype(str).reshape(draws, -1)[0]
    children = edges["node_code"].astype(str).reshape(draws, -1)[0]
    raw = np.asarray(edges["weight"]).reshape(draws, -1)
    start = time.perf_counter()
    reached = {"root": np.ones(draws)}
    for parent in ("root", *(f"pillar_{n}" for n in range(1, PILLARS + 1)), *(f"group_{n:02}" for n in range(1, 14))):
        members = np.flatnonzero(parents == parent)
        total = raw[:, members].sum(axis=1)
        for member in members:
            reached[str(children[member])] = reached[parent] * raw[:, member] / total
    weights = np.column_stack([reached[f"leaf_{number:03}"] for number in range(1, LEAVES + 1)])
    scores = np.asarray(values, dtype=float).reshape(UNITS, LEAVES) @ weights.T
    order = np.argsort(-scores, axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, UNITS + 1)[:, None], axis=0)
    quantiles = np.quantile(ranks, np.array(QUANTILES) / 100, axis=1, method="inverted_cdf").T
    return time.perf_counter() - start, quantiles


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--draws", type=int, nargs="+", default=[1000, 2500, 5000, 10000], help="numbers of draws")
    numbers = parser.parse_args().draws
    print(f"{UNITS} units, {LEAVES} indicators, weights drawn at all levels, {os.cpu_count()} cores")
    print(f"{'draws':>8}{'seconds':>10}{'ms a draw':>11}{'NumPy s':>9}{'ratio':>7}{'COINr/ours':>12}{'peak GB':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        write_index(work / "data")
        run_dbt(work, "build", "--exclude-resource-type", "unit_test")
        for draws in numbers:
            run_dbt(work, "run", "--select", *MODELS, "--vars", f"robustness_draws: {draws}")
            seconds = seconds_of_models(work)
            with duckdb.connect(str(work / "warehouse.duckdb"), read_only=True) as connection:
                numpy_seconds, expected = rank_with_numpy(connection)
                found = connection.sql(
                    """
                    select rank_p05, rank_p25, rank_p50, rank_p75, rank_p95 from rank_intervals order by area_code
                    """
                ).fetchnumpy()
            if not np.array_equal(np.column_stack(list(found.values())), expected):
                sys.exit("NumPy comes to other intervals of ranks.")
            total = sum(seconds.values())
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
            each = 1000 * total / draws
            print(
                f"{draws:8}{total:10.2f}{each:11.2f}{numpy_seconds:9.2f}{total / numpy_seconds:7.1f}"
                f"{COINR_MILLISECONDS / each:12.0f}{peak:9.1f}"
            )
    print("seconds of the last run: " + ", ".join(f"{name} {seconds[name]:.2f}" for name in MODELS))
    print("NumPy came to the same intervals of ranks for every unit. COINr is quoted, not run.")


if __name__ == "__main__":
    main()
