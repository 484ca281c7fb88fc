"""A peer: the tables of the floor by Polars, lazily and on its streaming engine, as Parquet files.

Codes are Enums, which Polars keeps as numbers. Normalised values are written first and read back, so that they are
never in memory as a whole; scores and ranks are few rows beside them.

Usage: python scripts/benchmarks/polars_peer.py FOLDER OUTPUT_FOLDER
"""

import argparse
from pathlib import Path

import polars as pl

UNIT = ["period_code", "unit_level", "area_code"]


class Tables:
    """The tables of the contract that the figures depend on."""

    def __init__(self, folder: Path) -> None:
        """Read them; they are small."""

        def read(table: str) -> pl.DataFrame:
            return pl.read_csv(folder / f"{table}.csv", infer_schema=False)

        areas, nodes, edges, measures = (read(table) for table in ("areas", "nodes", "node_edges", "measures"))
        self.area, self.node = pl.Enum(areas["area_code"]), pl.Enum(nodes["node_code"])
        self.measure, self.period = pl.Enum(measures["measure_code"]), pl.Enum(read("periods")["period_code"])
        self.level = pl.Enum(["city", "province"])
        units = areas.filter(pl.col("area_level") != "nation").with_columns(
            pl.col("area_code", "parent_area_code").cast(self.area)
        )
        self.units = units.select(pl.col("area_level").cast(self.level).alias("unit_level"), "area_code")
        is_city = pl.col("area_level") == "city"
        # the province that a record counts in, and whether it counts in a city
        self.places = units.select(
            "area_code",
            is_city=is_city,
            province_code=pl.when(is_city).then("parent_area_code").otherwise("area_code"),
        )
        self.lists = pl.concat(
            [
                units.select("area_code", list_area_code=pl.lit("N").cast(self.area)),
                units.filter(is_city).select("area_code", list_area_code="parent_area_code"),
            ]
        )
        self.edges = edges.select(pl.col("node_code").cast(self.node), pl.col("parent_node_code").cast(self.node))
        self.leaves = nodes.filter(pl.col("measure_code").is_not_null()).select(
            pl.col("measure_code").cast(self.measure),
            pl.col("node_code").cast(self.node),
            missing_value=pl.when(pl.col("missing_rule").ne_missing("skip")).then(0.0),
        )


def normalise(records: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    """Shares of every leaf in every unit, missing ones included."""
    recorded = (
        records.select(
            pl.col("period_code").cast(tables.period),
            pl.col("area_code").cast(tables.area),
            pl.col("measure_code").cast(tables.measure),
            "value",
        )
        .group_by("period_code", "area_code", "measure_code")
        .agg(pl.col("value").sum())
        .join(tables.places.lazy(), on="area_code")
        .join(tables.leaves.lazy().select("measure_code", "node_code"), on="measure_code")
    )
    columns = [*UNIT, "node_code", "value"]
    values = pl.concat(
        [
            recorded.filter("is_city").with_columns(unit_level=pl.lit("city", tables.level)).select(columns),
            recorded.group_by("period_code", "province_code", "node_code")
            .agg(pl.col("value").sum())
            .with_columns(unit_level=pl.lit("province", tables.level))
            .rename({"province_code": "area_code"})
            .select(columns),
        ]
    )
    totals = values.group_by("period_code", "unit_level", "node_code").agg(total=pl.col("value").sum())
    return (
        totals.join(tables.units.lazy(), on="unit_level")
        .join(tables.leaves.lazy().select("node_code", "missing_value"), on="node_code")
        .join(values, on=[*UNIT, "node_code"], how="left")
        .select(
            *columns,
            normalised_value=pl.coalesce(100 * pl.col("value") / pl.col("total"), "missing_value"),
        )
    )


def score(normalised_values: pl.LazyFrame, tables: Tables) -> pl.DataFrame:
    """Scores of groups, pillars and the index: plain means, which pass over what is missing."""
    level = normalised_values.rename({"normalised_value": "score"})
    levels = []
    for _ in range(3):
        level = (
            level.join(tables.edges.lazy(), on="node_code")
            .group_by(*UNIT, "parent_node_code")
            .agg(pl.col("score").mean())
            .rename({"parent_node_code": "node_code"})
        )
        levels.append(level)
    return pl.concat(pl.collect_all(levels, engine="streaming"))


def rank(scores: pl.DataFrame, tables: Tables) -> pl.LazyFrame:
    """Ranks in the nation and in the province."""
    return (
        scores.lazy()
        .join(tables.lists.lazy(), on="area_code")
        .with_columns(
            rank=pl.col("score")
            .rank("min", descending=True)
            .over("period_code", "unit_level", "node_code", "list_area_code")
        )
    )


def build_peer(folder: Path, output: Path) -> None:
    """Write normalised values, scores and ranks."""
    tables = Tables(folder)
    records = pl.scan_parquet(folder / "records" / "*.parquet")
    normalise(records, tables).sink_parquet(output / "normalised_values.parquet", engine="streaming")
    scores = score(pl.scan_parquet(output / "normalised_values.parquet"), tables)
    scores.write_parquet(output / "scores.parquet")
    rank(scores, tables).sink_parquet(output / "ranks.parquet", engine="streaming")


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
