"""A peer: the tables of the floor by pandas and NumPy, period by period, as Parquet files.

Nothing goes from one period to another, so that a period is read, worked out and written before the next one: pandas
keeps everything in memory. Codes are categories; a leaf is a column, so that shares and means are those of matrices.

Usage: python scripts/benchmarks/pandas_peer.py FOLDER OUTPUT_FOLDER
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd


class Tables:
    """The tables of the contract that the figures depend on."""

    def __init__(self, folder: Path) -> None:
        """Read them; they are small."""

        def read(table: str) -> pd.DataFrame:
            return pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)

        areas, nodes = read("areas").set_index("area_code"), read("nodes").set_index("node_code")
        self.levels = {level: areas.index[areas["area_level"] == level] for level in ("city", "province")}
        self.provinces = areas["parent_area_code"].where(areas["area_level"] == "city")
        self.places = self.provinces.fillna(areas.index.to_series())
        leaves = nodes[nodes["measure_code"] != ""]
        self.leaf_of_measure = leaves.reset_index().set_index("measure_code")["node_code"]
        self.zeros = leaves.index[leaves["missing_rule"] != "skip"]
        self.parents = read("node_edges").set_index("node_code")["parent_node_code"]


def normalise(records: pd.DataFrame, tables: Tables) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Values and shares of each level, a row for each unit and a column for each leaf."""
    sums = records.groupby(["area_code", "measure_code"], observed=True)["value"].sum().unstack("measure_code")
    recorded = sums.reindex(columns=tables.leaf_of_measure.index).set_axis(tables.leaf_of_measure.to_numpy(), axis=1)
    values = {
        "city": recorded.reindex(tables.levels["city"]),
        "province": recorded.groupby(tables.places.reindex(recorded.index).to_numpy()).sum(min_count=1),
    }
    shares = {}
    for level, frame in values.items():
        share = 100 * frame / frame.sum()
        share[tables.zeros] = share[tables.zeros].fillna(0.0)
        shares[level] = (frame, share)
    return shares


def score(share: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Scores of groups, pillars and the index: plain means, which pass over what is missing."""
    levels = [share]
    for _ in range(3):
        parents = tables.parents.reindex(levels[-1].columns)
        levels.append(levels[-1].T.groupby(parents.to_numpy()).mean().T)
    return pd.concat(levels[1:], axis=1)


def rank(scores: pd.DataFrame, tables: Tables) -> list[tuple[pd.Series, pd.DataFrame]]:
    """The lists that the units stand in, and their ranks there."""
    nation = pd.Series("N", index=scores.index)
    lists = [(nation, scores.rank(method="min", ascending=False))]
    provinces = tables.provinces.reindex(scores.index)
    if provinces.notna().any():
        lists.append((provinces, scores.groupby(provinces.to_numpy()).rank(method="min", ascending=False)))
    return lists


def lengthen(period: str, level: str, frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Matrices of the same shape as columns of one long table."""
    first = next(iter(frames.values()))
    rows, columns = first.shape
    return pd.DataFrame(
        {
            "period_code": pd.Categorical.from_codes(np.zeros(rows * columns, "int8"), [period]),
            "unit_level": pd.Categorical.from_codes(np.zeros(rows * columns, "int8"), [level]),
            "area_code": pd.Categorical.from_codes(np.repeat(np.arange(rows, dtype="int32"), columns), first.index),
            "node_code": pd.Categorical.from_codes(np.tile(np.arange(columns, dtype="int32"), rows), first.columns),
        }
        | {name: frame.to_numpy().ravel() for name, frame in frames.items()}
    )


def build_period(file: Path, output: Path, tables: Tables) -> None:
    """Write normalised values, scores and ranks of a period."""
    period = file.stem
    records = pd.read_parquet(
        file,
        columns=["area_code", "measure_code", "value"],
        read_dictionary=["area_code", "measure_code"],
    )
    normalised_values, scores, ranks = [], [], []
    for level, (values, shares) in normalise(records, tables).items():
        normalised_values.append(lengthen(period, level, {"value": values, "normalised_value": shares}))
        of_level = score(shares, tables)
        scores.append(lengthen(period, level, {"score": of_level}))
        for lists, places in rank(of_level, tables):
            long = lengthen(period, level, {"score": of_level, "rank": places.astype("int32")})
            long.insert(4, "list_area_code", pd.Categorical(lists).repeat(of_level.shape[1]))
            ranks.append(long)
    for table, parts in (("normalised_values", normalised_values), ("scores", scores), ("ranks", ranks)):
        # one after the other: put together, categories of different areas would become text
        for number, part in enumerate(parts):
            part.to_parquet(output / f"{table}_{period}_{number}.parquet", index=False)


def main() -> None:
    """Build the peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    tables = Tables(arguments.folder)
    for file in sorted((arguments.folder / "records").glob("*.parquet")):
        build_period(file, arguments.output, tables)


if __name__ == "__main__":
    main()
