"""Write the reconstructed raw extracts to raw/*.parquet, and how far every constraint is met to raw/constraints.csv.

The companies never published their raw data. These records are solved backwards from the published figures, so that
the models, run forwards on them, return what was published: they prove the arithmetic of the pipeline and are no
evidence about any city.

1. sub_index_targets: a linear programme finds the four sub-indices of every city and province, within what is printed.
2. infrastructure, industry, entrepreneurship, smart_city_usage: each turns the scores of its sub-index into records, by
   proportional fitting of shares to rows (weighted sums) and columns (100), then into counts.
3. public_statistics: traditional indicators to which the index stands as the report says.

Each module states its mathematics. Usage: python scripts/reconstruction/reconstruct.py [--output DIR]
"""

import argparse
import csv
from pathlib import Path

import duckdb
import entrepreneurship
import expert_scores
import expert_weights
import industry
import industry_check
import infrastructure
import numpy as np
import public_statistics
import published
import smart_city_usage
import sub_index_check
import sub_index_targets
from constraints import Constraint, missed, print_report, summary
from numpy.typing import NDArray

PROJECT = Path(__file__).resolve().parents[2]
Table = dict[str, NDArray[np.generic]]
SUB_INDICES = ("infrastructure", "industry", "entrepreneurship", "smart_city")
INDUSTRY_TABLES = ("tencent__industry", "jd__records", "didi__records", "ctrip__records", "xinmeida__records")
COMPARED_INDUSTRIES = ("retail", "finance", "healthcare", "education")


def score_sheet(seeds: Path) -> Table:
    """Return the score sheet of the experts as a table."""
    rows = expert_scores.score_sheet(expert_weights.weighted_nodes(seeds))
    experts, nodes, scores = zip(*rows, strict=True)
    return {
        "expert_code": np.array(experts, dtype=object),
        "node_code": np.array(nodes, dtype=object),
        "score": np.array(scores, dtype=np.int64),
    }


def province_users(tables: dict[str, Table], seeds: Path) -> dict[str, float]:
    """Return the users of city services of each province in 2015, from its own extract."""
    table = tables["tencent__unit_users"]
    provinces = set(published.provinces(seeds))
    rows = zip(table["period_code"], table["area_code"], table["monthly_users"], strict=True)
    return {area: float(users) for period, area, users in rows if period == "2015" and area in provinces}


def reconstruct(seeds: Path) -> tuple[dict[str, Table], list[Constraint]]:
    """Return all tables by name, and all constraints."""
    weights = expert_weights.group_weights(seeds)
    targets = sub_index_targets.solve(seeds)
    city_scores = {
        code: dict(zip(SUB_INDICES, map(float, row), strict=True))
        for code, row in zip(targets.cities, targets.city_scores, strict=True)
    }
    industry_targets = industry.IndustryTargets(
        {code: scores["industry"] for code, scores in city_scores.items()},
        {code: float(row[1]) for code, row in zip(targets.provinces, targets.province_only, strict=True)},
    )
    smart_city_targets = smart_city_usage.SmartCityTargets(
        {code: scores["smart_city"] for code, scores in city_scores.items()},
        {code: float(row[3]) for code, row in zip(targets.provinces, targets.province_scores, strict=True)},
        {code: scores["infrastructure"] for code, scores in city_scores.items()},
    )
    by_edge = {
        (row["parent"], row["node"]): float(row["alpha_in_group"])
        for row in weights
        if row["index_code"] == "internet_plus"
    }
    tables: dict[str, Table] = {"expert_scores": score_sheet(seeds)}
    constraints = sub_index_check.check(targets, seeds)
    for new_tables, met in (
        infrastructure.records(targets, weights, seeds),
        industry.records(industry_targets, weights, seeds),
        entrepreneurship.records(targets, weights, seeds),
        smart_city_usage.records(smart_city_targets, by_edge, seeds),
    ):
        tables |= new_tables
        constraints += met
    cities = published.cities(seeds)
    forwards = industry_check.Forwards({name: tables[name] for name in INDUSTRY_TABLES}, cities)
    indices = {
        name: dict(zip(cities, map(float, forwards.index(weights, name)), strict=True)) for name in COMPARED_INDUSTRIES
    }
    ranks = {code: place for place, code in enumerate(cities, start=1)}
    new_tables, met = public_statistics.records(city_scores, ranks, indices, province_users(tables, seeds), seeds)
    return tables | new_tables, constraints + met


def write(folder: Path, name: str, table: Table) -> None:
    """Write one table as Parquet, the same bytes for the same rows."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("rows_to_write", table)
        connection.execute(f"copy (from rows_to_write) to '{folder / name}.parquet' (compression zstd)")


def main() -> None:
    """Solve, write, report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=PROJECT / "raw")
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    tables, constraints = reconstruct(PROJECT / "seeds")
    for name, table in sorted(tables.items()):
        write(output, name, table)
    with (output / "constraints.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("constraint", "target", "reached", "residual", "tolerance", "met"))
        for one in constraints:
            numbers = (f"{value:.9g}" for value in (one.target, one.reached, one.residual, one.tolerance))
            writer.writerow((one.name, *numbers, str(one.is_met).lower()))
    print_report(missed(constraints))
    print(summary(constraints))


if __name__ == "__main__":
    main()
