"""Own data of any size: areas, measures, industries and periods, with gaps and records of no city.

Everything follows from the numbers of a panel alone: the same panel has the same bytes, however many threads write
it. Cities are sized as Zipf's law has it; one record in twenty is missing, and one measure in fifty has none at all
in a city and period; every province has records that belong to none of its cities. A leaf of the tree is a measure in
all industries, so that the records of its industries add up. Records are written period by period, one Parquet file
each, sorted by area, measure and industry; no more than a row group is in memory.

Usage: python scripts/benchmarks/panel.py FOLDER --cities N --measures N --industries N --periods N [--services N]
"""

import argparse
import csv
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import panel_services

PROVINCES = 30
FIRST_YEAR = 1900
CHILDREN_OF_A_GROUP = 10
PILLARS = 4
# a leaf in so many is left out where it is missing, and its weight shared out; the others count as 0
SKIPPED_EVERY = 50
# the largest city has about this much of the first measure; whole numbers, so that sums are exact in any order
LARGEST = 1_000_000_000_000

Row = tuple[object, ...]


@dataclass(frozen=True)
class Panel:
    """How large the data are."""

    cities: int
    measures: int
    industries: int
    periods: int
    services: int = 0

    @property
    def records(self) -> int:
        """Number of records if none were missing, without those of the provinces."""
        return self.cities * self.measures * self.industries * self.periods

    @property
    def period_codes(self) -> list[str]:
        """The periods, which are years."""
        return [str(FIRST_YEAR + number) for number in range(self.periods)]

    def with_another_period(self) -> "Panel":
        """The same panel a period later: what it had before keeps its bytes."""
        return replace(self, periods=self.periods + 1)


def write_table(folder: Path, table: str, header: str, rows: list[Row]) -> None:
    """Write a table of the contract as CSV."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def write_reference(panel: Panel, folder: Path) -> None:
    """Write areas, periods and industries."""
    provinces = [f"P{number:02}" for number in range(1, PROVINCES + 1)]
    levels: list[Row] = [("nation", 0, "false", "Nation"), ("province", 1, "true", "Province")]
    levels += [("city", 2, "true", "City")]
    areas: list[Row] = [("N", "nation", "", "Nation", "false")]
    areas += [(province, "province", "N", province, "true") for province in provinces]
    areas += [
        (f"C{number:05}", "city", provinces[number % PROVINCES], f"C{number:05}", "true")
        for number in range(1, panel.cities + 1)
    ]
    write_table(folder, "area_levels", "area_level,depth,is_unit_level,name_en", levels)
    write_table(folder, "areas", "area_code,area_level,parent_area_code,name_en,is_unit", areas)
    periods: list[Row] = [
        (year, "year", f"{year}-01-01", f"{year}-12-31", before)
        for year, before in zip(panel.period_codes, ["", *panel.period_codes], strict=False)
    ]
    write_table(folder, "periods", "period_code,period_grain,period_start,period_end,previous_period_code", periods)
    industries: list[Row] = [("all", "", "All industries")]
    industries += [(f"i{number:02}", "all", f"Industry {number}") for number in range(1, panel.industries + 1)]
    write_table(folder, "industries", "industry_code,sector_code,name_en", industries)


def write_methodology(panel: Panel, folder: Path) -> None:
    """Write measures, tree and weights."""
    own = [f"m{number:03}" for number in range(1, panel.measures + 1)]
    measures: list[Row] = [(measure, "panel", measure, "records", "more_is_better", "", "additive") for measure in own]
    measures += panel_services.measures() if panel.services else []
    write_table(
        folder,
        "measures",
        "measure_code,measure_group,name_en,unit,direction,upper_bound,rollup",
        measures,
    )
    leaves = [str(measure[0]) for measure in measures]
    groups = [f"group_{number:04}" for number in range(1, -(-len(leaves) // CHILDREN_OF_A_GROUP) + 1)]
    pillars = [f"pillar_{number}" for number in range(1, min(PILLARS, len(groups)) + 1)]
    nodes: list[Row] = [("panel", "index", "Panel", "", "", "share_of_total", "units", "zero")]
    nodes += [(node, "sub_index", node, "", "", "", "", "") for node in (*pillars, *groups)]
    nodes += [
        (f"leaf_{leaf}", "measure", leaf, leaf, "all", "", "", "" if number % SKIPPED_EVERY else "skip")
        for number, leaf in enumerate(leaves)
    ]
    write_table(
        folder,
        "nodes",
        "node_code,index_code,node_kind,name_en,measure_code,industry_code,normalisation,denominator,missing_rule",
        [(node[0], "panel", *node[1:]) for node in nodes],
    )
    edges: list[Row] = [("panel", pillar) for pillar in pillars]
    edges += [(pillars[number % len(pillars)], group) for number, group in enumerate(groups)]
    edges += [(groups[number // CHILDREN_OF_A_GROUP], f"leaf_{leaf}") for number, leaf in enumerate(leaves)]
    write_table(folder, "node_edges", "parent_node_code,node_code", edges)
    write_table(folder, "weight_schemes", "scheme_code,weighting_method,name_en", [("equal", "equal", "Equal weights")])
    write_table(folder, "index_schemes", "index_code,scheme_code,is_default", [("panel", "equal", "true")])


def write_records(panel: Panel, folder: Path, periods: list[str]) -> None:
    """Write the records of some periods."""
    (folder / "records").mkdir(exist_ok=True)
    cells = panel.measures * panel.industries
    with duckdb.connect() as connection:
        # one thread writes them as fast as two, since row groups are to stay in order
        connection.execute("set threads = 1; set memory_limit = '1GB'")
        # a province stands for what it has outside its cities, which is as much as a city of the size 100
        connection.execute(
            f"""
            create table areas as
            select
                number as area_number,
                if(number < {PROVINCES}, printf('P%02d', number + 1), printf('C%05d', number + 1 - {PROVINCES}))
                    as area_code,
                if(number < {PROVINCES}, 100, number + 1 - {PROVINCES}) as area_rank
            from range({PROVINCES + panel.cities}) as numbers (number);
            create table cells as
            select
                number as cell_number,
                number // {panel.industries} + 1 as measure_number,
                printf('m%03d', number // {panel.industries} + 1) as measure_code,
                printf('i%02d', number % {panel.industries} + 1) as industry_code
            from range({cells}) as numbers (number)
            """
        )
        for period in periods:
            connection.execute(
                f"""
                copy (
                    with drawn as (
                        select
                            number // {cells} as area_number,
                            number % {cells} as cell_number,
                            hash(number, {period}) as bits,
                            hash(number // {panel.industries}, {period}, 0) as bits_of_measure
                        from range({(PROVINCES + panel.cities) * cells}) as numbers (number)
                    )
                    select
                        '{period}' as period_code,
                        areas.area_code,
                        cells.measure_code,
                        cells.industry_code,
                        -- between a half and three halves of the size
                        cast(
                            1 + {LARGEST // 2**20}
                            * (524288 + cast((drawn.bits >> 20) % 1048576 as bigint))
                            // (areas.area_rank * cells.measure_number) as double
                        ) as value
                    from drawn
                    inner join areas on drawn.area_number = areas.area_number
                    inner join cells on drawn.cell_number = cells.cell_number
                    where drawn.bits % 20 > 0 and drawn.bits_of_measure % 50 > 0
                ) to '{folder / "records" / f"{period}.parquet"}' (format parquet)
                """
            )


def write_panel(panel: Panel, folder: Path) -> None:
    """Write a whole folder of own data."""
    folder.mkdir(parents=True, exist_ok=True)
    write_reference(panel, folder)
    write_methodology(panel, folder)
    write_records(panel, folder, panel.period_codes)
    if panel.services:
        panel_services.write_services(folder, panel.services, panel.period_codes)


def main() -> None:
    """Write the panel that the arguments describe."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    for name in ("cities", "measures", "industries", "periods"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--services", type=int, default=0, help="city services, with their indicators as leaves")
    arguments = vars(parser.parse_args())
    folder = arguments.pop("folder")
    panel = Panel(**arguments)
    write_panel(panel, folder)
    print(f"{folder}: {panel.records:,} records less gaps")


if __name__ == "__main__":
    main()
