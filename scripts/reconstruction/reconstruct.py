"""Write the reconstructed raw extracts to raw/*.parquet, and the report of every constraint.

The companies never published their raw data. These records are solved backwards from the published
figures, so that the models, run forwards on them, return what was published: they prove the
arithmetic of the pipeline and are no evidence about any city. Each module states its mathematics.

Usage: python scripts/reconstruction/reconstruct.py [--output DIR]
"""

import argparse
import csv
from pathlib import Path

import duckdb
import expert_scores
import numpy as np

PROJECT = Path(__file__).resolve().parents[2]
Table = dict[str, np.ndarray]


def weighted_nodes(seeds: Path) -> list[str]:
    """The nodes below the roots whose weights come from the experts, in the order of the seed."""
    with (seeds / "methodology" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        index_of = {row["node_code"]: row["index_code"] for row in csv.DictReader(file)}
    with (seeds / "methodology" / "node_edges.csv").open(encoding="utf-8", newline="") as file:
        children = [row["node_code"] for row in csv.DictReader(file)]
    return [node for node in children if index_of[node] != "report_2016_published"]


def as_table(columns: str, rows: list[tuple[object, ...]]) -> Table:
    """Columns from rows."""
    return {name: np.array(values) for name, values in zip(columns.split(), zip(*rows, strict=True), strict=True)}


def write(folder: Path, name: str, table: Table) -> None:
    """Write one table as Parquet, the same bytes for the same rows."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("rows_to_write", table)
        connection.execute(f"copy (from rows_to_write) to '{folder / name}.parquet' (compression zstd)")


def main() -> None:
    """Solve, write, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--output", type=Path, default=PROJECT / "raw")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    seeds = PROJECT / "seeds"
    sheet = expert_scores.score_sheet(weighted_nodes(seeds))
    write(arguments.output, "expert_scores", as_table("expert_code node_code score", sheet))


if __name__ == "__main__":
    main()
