"""Own data of any size: areas, measures, industries and periods, with gaps and records of no city.

Everything follows from the numbers of a panel alone, so that the same panel has the same bytes. Cities
are sized like Zipf's law has it, one record in twenty is missing, and every province has records that
belong to none of its cities. Records are written period by period, one Parquet file each, sorted by area.

Usage: python scripts/benchmarks/panel.py FOLDER --cities N --measures N --industries N --periods N
"""

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROVINCES = 30
MEASURES_OF_A_GROUP = 10
PILLARS = 4
# a leaf in so many is left out where it is missing, and its weight shared out; the others count as 0
SKIPPED_EVERY = 50

Row = tuple[object, ...]


@dataclass(frozen=True)
class Panel:
    """How large the data are."""

    cities: int
    measures: int
    industries: int
    periods: int

    @property
    def records(self) -> int:
        """Number of records if none were missing, without those of the provinces."""
        return self.cities * self.measures * self.industries * self.periods


def write_table(folder: Path, table: str, header: str, rows: list[Row]) -> None:
    """Write a table of the contract as CSV."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_methodology(panel: Panel, folder: Path) -> None:
    """Write areas, periods, measures, tree and weights."""
    provinces = [f"P{number:02}" for number in range(1, PROVINCES + 1)]
    cities = [(f"C{number:05}", provinces[number % PROVINCES]) for number in range(1, panel.cities + 1)]
    levels: list[Row] = [("nation", 0, "false", "Nation"), ("province", 1, "true", "Province")]
    levels += [("city", 2, "true", "City")]
    areas: list[Row] = [("N", "nation", "", "Nation", "false")]
    areas += [(province, "province", "N", province, "true") for province in provinces]
    areas += [(city, "city", province, city, "true") for city, province in cities]
    write_table(folder, "area_levels", "area_level,depth,is_unit_level,name_en", levels)
    write_table(folder, "areas", "area_code,area_level,parent_area_code,name_en,is_unit", areas)
    periods: list[Row] = [
        (year, "year", f"{year}-01-01", f"{year}-12-31", year - 1 if year > 1900 else "")
        for year in range(1900, 1900 + panel.periods)
    ]
    write_table(folder, "periods", "period_code,period_grain,period_start,period_end,previous_period_code", periods)
    industries: list[Row] = [(f"i{number:02}", f"Industry {number}") for number in range(1, panel.industries + 1)]
    write_table(folder, "industries", "industry_code,name_en", industries)
    measures = [f"m{number:03}" for number in range(1, panel.measures + 1)]
    write_table(
        folder,
        "measures",
        "measure_code,name_en,unit,direction,rollup",
        [(measure, measure, "records", "more_is_better", "additive") for measure in measures],
    )
    leaves = [(f"{measure}_{industry}", measure, industry) for measure in measures for industry, _ in industries]
    groups = [f"group_{number:04}" for number in range(1, -(-len(leaves) // MEASURES_OF_A_GROUP) + 1)]
    pillars = [f"pillar_{number}" for number in range(1, min(PILLARS, len(groups)) + 1)]
    nodes: list[Row] = [("panel", "index", "Panel", "", "", "share_of_total", "units", "zero")]
    nodes += [(node, "sub_index", node, "", "", "", "", "") for node in (*pillars, *groups)]
    nodes += [
        (leaf, "measure", leaf, measure, industry, "", "", "skip" if number % SKIPPED_EVERY == 0 else "")
        for number, (leaf, measure, industry) in enumerate(leaves)
    ]
    write_table(
        folder,
        "nodes",
        "node_code,index_code,node_kind,name_en,measure_code,industry_code,normalisation,denominator,missing_rule",
        [(node[0], "panel", *node[1:]) for node in nodes],
    )
    edges: list[Row] = [("panel", pillar) for pillar in pillars]
    edges += [(pillars[number % len(pillars)], group) for number, group in enumerate(groups)]
    edges += [(groups[number // MEASURES_OF_A_GROUP], leaf) for number, (leaf, _, _) in enumerate(leaves)]
    write_table(folder, "node_edges", "parent_node_code,node_code", edges)
    write_table(folder, "weight_schemes", "scheme_code,weighting_method,name_en", [("equal", "equal", "Equal weights")])
    write_table(folder, "index_schemes", "index_code,scheme_code,is_default", [("panel", "equal", "true")])


def write_records(panel: Panel, folder: Path, last_period: int | None = None) -> None:
    """Write the records of each period, or of the last one alone."""
    records = folder / "records"
    records.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        for period in range(1900, 1900 + panel.periods) if last_period is None else [last_period]:
            connection.execute(
                f"""
                copy (
                    with drawn as (
                        select
                            area_number, measure_number, industry_number,
                            hash(area_number * 1000003 + measure_number, industry_number * 10007 + {period}) as bits
                        from range(1 - {PROVINCES}, {panel.cities + 1}) as areas (area_number)
                        cross join range(1, {panel.measures + 1}) as measures (measure_number)
                        cross join range(1, {panel.industries + 1}) as industries (industry_number)
                    )
                    select
                        '{period}' as period_code,
                        case
                            when area_number > 0 then printf('C%05d', area_number)
                            else printf('P%02d', area_number + {PROVINCES})
                        end as area_code,
                        printf('m%03d', measure_number) as measure_code,
                        printf('i%02d', industry_number) as industry_code,
                        1 + floor(
                            1e7 / measure_number
                            * case when area_number > 0 then pow(area_number, -0.9) else 0.01 end
                            * (0.5 + (bits >> 32) / 4294967296)
                        ) as value
                    from drawn
                    where bits % 20 > 0
                    order by area_number, measure_number, industry_number
                ) to '{records / f"{period}.parquet"}' (format parquet)
                """
            )


def write_panel(panel: Panel, folder: Path) -> None:
    """Write a whole folder of own data."""
    folder.mkdir(parents=True)
    write_methodology(panel, folder)
    write_records(panel, folder)


def main() -> None:
    """Write the panel that the arguments describe."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    for name in ("cities", "measures", "industries", "periods"):
        parser.add_argument(f"--{name}", type=int, required=True)
    arguments = parser.parse_args()
    panel = Panel(arguments.cities, arguments.measures, arguments.industries, arguments.periods)
    write_panel(panel, arguments.folder)
    print(f"{arguments.folder}: {panel.records:,} records less gaps")


if __name__ == "__main__":
    main()
