"""Compares the warehouse with COINr, the R package of the handbook's authors, on the same data.

The index of scripts/benchmarks/robustness_draws.py is built on a scale from 1 to 100, COINr computes the same
from the same values, and the largest difference of every figure is printed. Needs Rscript and COINr.

Usage: python scripts/coinr/compare_with_coinr.py
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SCRIPTS / "benchmarks"))

from robustness_draws import run_dbt, write_index  # noqa: E402

DRAWS = 100
CHOICES = """analysis_code,factor_code,choice_code,probability
weights,weighting,around_default,1
mean,weighting,around_default,1
mean,aggregation,arithmetic,0.5
mean,aggregation,geometric,0.5
"""
INPUTS = {
    "indicators": """
        pivot (select area_code as "uCode", node_code, value from fct_normalised_values)
        on node_code using max(value) order by "uCode"
    """,
    "meta": """
        select node_code as "iCode", parent_node_code as "Parent", weight as "Weight", 1 as "Direction",
            case when node_code like 'leaf%' then 1 when node_code like 'group%' then 2 else 3 end as "Level",
            case when node_code like 'leaf%' then 'Indicator' else 'Aggregate' end as "Type"
        from intermediate.int_edge_weights
        union all select 'root', null, 1, 1, 4, 'Aggregate'
        order by "Level", "iCode"
    """,
    "draws": f"""
        select cast(split_part(weighting_source, '|', 2) as integer) as draw, node_code as "iCode", weight as "Weight"
        from intermediate.int_weight_draws where weighting_source like 'A|%' and draw <= {DRAWS} order by draw, "iCode"
    """,
    "outputs": """
        select factor_code as factor, draw, output_a as a, output_b as b, output_mixed as mixed
        from intermediate.int_sensitivity_outputs where analysis_code = 'mean' and place is null order by factor, draw
    """,
}
# name, file of COINr, keys, and the query that gives the same keys and the figure of the warehouse
COMPARISONS: Sequence[tuple[str, str, str]] = (
    ("scores of all nodes", "scores_arithmetic", "select area_code, node_code, score from fct_scores"),
    *(
        (
            f"{mean} scores",
            f"scores_{mean}",
            f"select area_code, 'root', score from scenario_ranks where scenario_code = '{mean}'",
        )
        for mean in ("geometric", "harmonic")
    ),
    ("skewness", "statistics:skewness", "select node_code, skewness from indicator_statistics"),
    ("kurtosis", "statistics:kurtosis", "select node_code, kurtosis from indicator_statistics"),
    (
        "scores of treated values",
        "treated",
        "select area_code, 'root', score from scenario_ranks where scenario_code = 'treated_min_max'",
    ),
    (
        "Cronbach's alpha",
        "alpha",
        "select group_node_code, cronbach_alpha from internal_consistency where group_node_code like 'group%'",
    ),
    (
        "eigenvalues of the groups",
        "components",
        """
        select distinct group_node_code, component, eigenvalue from principal_components
        where group_node_code like 'group%'
        """,
    ),
    (
        "correlations of siblings",
        "correlations",
        "select node_code, compared_node_code, pearson_r from indicator_correlations where relation = 'sibling'",
    ),
    (
        "ranks without each leaf",
        "left_out",
        """
        select area_code, left_out_node_code, rank from scenario_ranks
        where scenario_kind = 'without_node' and left_out_node_code like 'leaf%'
        """,
    ),
    (
        f"ranks in {DRAWS} draws",
        "drawn",
        f"""
        select ranked_units.area_code, runs.draw, rank() over (partition by runs.draw order by scores.score desc)
        from intermediate.int_simulated_scores as scores
        inner join intermediate.int_runs as runs on scores.run_number = runs.run_number
        inner join intermediate.int_ranked_units as ranked_units on scores.place = ranked_units.place
        where runs.analysis_code = 'weights' and runs.sample_code = 'A' and runs.draw <= {DRAWS}
        """,
    ),
    (
        "first-order indices",
        "sensitivity:first_order",
        "select factor_code, first_order from sensitivity_indices where output_code = 'mean_rank_shift'",
    ),
    (
        "total indices",
        "sensitivity:total_order",
        "select factor_code, total_order from sensitivity_indices where output_code = 'mean_rank_shift'",
    ),
)


def read_figures(file: Path, figure: str | None) -> dict[tuple[str, ...], float]:
    """Figures of a file of COINr by all other columns that are no figures."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [{key: cell.strip() for key, cell in row.items()} for row in csv.DictReader(opened)]
    keys = [name for name in rows[0] if name in ("uCode", "iCode", "draw", "component", "first", "second", "factor")]
    name = figure or next(name for name in rows[0] if name not in keys)
    return {tuple(row[key] for key in keys): float(row[name]) for row in rows}


def compare(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Print the largest difference of every figure; exit if one is beyond rounding."""
    print(f"{'figure':28}{'compared':>10}{'largest difference':>22}")
    worst = 0.0
    for name, source, query in COMPARISONS:
        file, _, figure = source.partition(":")
        theirs = read_figures(folder / f"{file}.csv", figure or None)
        rows = connection.execute(query).fetchall()
        ours = {tuple(str(cell) for cell in row[:-1]): float(row[-1]) for row in rows if row[-1] is not None}
        shared = ours.keys() & theirs.keys()
        if not shared:
            sys.exit(f"{name}: nothing to compare.")
        difference = max(abs(ours[key] - theirs[key]) / max(1.0, abs(theirs[key])) for key in shared)
        worst = max(worst, difference)
        print(f"{name:28}{len(shared):10,}{difference:22.1e}")
    if worst > 1e-9:
        sys.exit("The warehouse and COINr differ by more than 1e-9.")


def main() -> None:
    """Build, let COINr compute, compare."""
    if shutil.which("Rscript") is None:
        sys.exit("Rscript is not installed. On Debian or Ubuntu: apt install r-base-core; then install COINr in R.")
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        write_index(work / "data", scale=(1, 100))
        (work / "data" / "uncertain_choices.csv").write_text(CHOICES, encoding="utf-8")
        run_dbt(work, "build", "--exclude-resource-type", "unit_test")
        with duckdb.connect(str(work / "warehouse.duckdb"), read_only=True) as connection:
            for name, query in INPUTS.items():
                connection.sql(query).write_csv(str(work / f"{name}.csv"))
            program = Path(__file__).with_suffix(".R")
            done = subprocess.run(["Rscript", program, work], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"COINr failed:\n{done.stdout}{done.stderr}")
            version, seconds = done.stdout.split()[-2:]
            compare(connection, work)
    print(f"COINr {version}; one replicate of it took {1000 * float(seconds):.0f} ms")


if __name__ == "__main__":
    main()
