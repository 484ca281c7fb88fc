"""A peer: the scores and ranks of a panel by Polars, as the floor has them.

Usage: python scripts/benchmarks/polars_peer.py FOLDER OUTPUT_FOLDER
"""

import argparse
from pathlib import Path

import polars as pl

UNIT = ["period_code", "unit_level", "area_code"]


def read_table(folder: Path, table: str) -> pl.LazyFrame:
    """A table of the contract, all cells as text."""
    return pl.scan_csv(folder / f"{table}.csv", infer_schema=False)


def unit_values(folder: Path, areas: pl.LazyFrame) -> pl.LazyFrame:
    """Sums of the records at both levels."""
    records = pl.scan_parquet(folder / "records" / "*.parquet").select(
        "period_code",
        "area_code",
        pl.concat_str("measure_code", "industry_code", separator="_").alias("node_code"),
        "value",
    )
    placed = records.join(areas.select("area_code", "area_level", "parent_area_code"), on="area_code")
    is_city = pl.col("area_level") == "city"
    cities = placed.filter(is_city).with_columns(unit_level=pl.lit("city"))
    provinces = placed.with_columns(
        unit_level=pl.lit("province"),
        area_code=pl.when(is_city).then(pl.col("parent_area_code")).otherwise(pl.col("area_code")),
    )
    return pl.concat(
        [level.group_by([*UNIT, "node_code"]).agg(pl.col("value").sum()) for level in (cities, provinces)]
    )


def build_peer(folder: Path, output: Path) -> None:
    """Write scores and ranks as Parquet."""
    areas = read_table(folder, "areas")
    edges = read_table(folder, "node_edges")
    leaves = (
        read_table(folder, "nodes")
        .filter(pl.col("measure_code").is_not_null())
        .join(edges, on="node_code")
        .select("node_code", pl.col("parent_node_code").alias("group_code"), pl.col("missing_rule").fill_null("zero"))
    )
    zeros = leaves.filter(pl.col("missing_rule") == "zero").group_by("group_code").agg(zero_count=pl.len())
    values = unit_values(folder, areas).with_columns(
        score=100 * pl.col("value") / pl.col("value").sum().over("period_code", "unit_level", "node_code")
    )
    groups = (
        values.join(leaves, on="node_code")
        .join(zeros, on="group_code")
        .group_by([*UNIT, "group_code"])
        .agg(
            score=pl.col("score").sum()
            / (pl.col("zero_count").first() + (pl.col("missing_rule") == "skip").sum())
        )
        .rename({"group_code": "node_code"})
    )
    parts = [values.select([*UNIT, "node_code", "score"]), groups.select([*UNIT, "node_code", "score"])]
    for _ in range(2):
        parent = (
            parts[-1]
            .join(edges, on="node_code")
            .group_by([*UNIT, "parent_node_code"])
            .agg(pl.col("score").mean())
            .rename({"parent_node_code": "node_code"})
        )
        parts.append(parent.select([*UNIT, "node_code", "score"]))
    scores = pl.concat(parts).collect(engine="streaming")
    scores.write_parquet(output / "scores.parquet")
    lists = pl.concat(
        [
            areas.filter(pl.col("area_level") != "nation").select("area_code", list_area_code=pl.lit("N")),
            areas.filter(pl.col("area_level") == "city").select("area_code", list_area_code="parent_area_code"),
        ]
    )
    ranks = (
        scores.lazy()
        .join(lists, on="area_code")
        .with_columns(
            rank=pl.col("score")
            .rank("min", descending=True)
            .over("period_code", "unit_level", "node_code", "list_area_code")
        )
    )
    ranks.sink_parquet(output / "ranks.parquet")


def main() -> None:
    """Build the peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    build_peer(arguments.folder, arguments.output)


if __name__ == "__main__":
    main()
