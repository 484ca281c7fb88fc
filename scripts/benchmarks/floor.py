"""The floor: what a panel's marts hold, from one DuckDB script written by hand for panels and nothing else.

It has the same rows and figures as the warehouse: the value and the normalised value of every leaf (0 where it is
missing and counts as that, NULL where it is skipped), the scores of all nodes above, and their ranks in the nation and
in the province. It is the oracle that the warehouse is compared with, and the least time that anybody could ask of it:
what the warehouse takes longer is the price of being general, checked and explained.

Why it is fast: about a million cells at a time, so that the work stays in the cache; areas, leaves and totals are
numbers inside, and codes in the tables that it leaves are ENUMs; equal weights are a plain mean, which passes over
NULL just as weights are shared out around what is skipped; values are whole numbers, so that doubles add up exactly.

Usage: python scripts/benchmarks/floor.py FOLDER DATABASE [--memory-limit 4GB]
"""

import argparse
from pathlib import Path

import duckdb

CELLS_OF_A_BATCH = 1_000_000

SET_UP = """
create type level_code as enum ('city', 'province');
create type area_code as enum (select area_code from read_csv('{folder}/areas.csv', all_varchar = true));
create type node_code as enum (select node_code from read_csv('{folder}/nodes.csv', all_varchar = true));
create type period_code as enum (select period_code from read_csv('{folder}/periods.csv', all_varchar = true));

create table normalised_values (
    period_code period_code, unit_level level_code, area_code area_code, node_code node_code,
    value double, normalised_value double
);
create table scores (
    period_code period_code, unit_level level_code, area_code area_code, node_code node_code, score double
);
create table ranks (
    period_code period_code, unit_level level_code, area_code area_code, node_code node_code,
    list_area_code area_code, score double, rank integer
);

create temp table units as
with areas as (
    select row_number() over () - 1 as unit, area_level, area_code, parent_area_code
    from read_csv('{folder}/areas.csv', all_varchar = true) where area_level != 'nation'
)
select
    cast(areas.unit as integer) as unit,
    cast(coalesce(parents.unit, areas.unit) as integer) as province_unit,
    cast(areas.area_level as level_code) as unit_level,
    areas.area_code as record_area_code,
    cast(areas.area_code as area_code) as area_code,
    cast(parents.area_code as area_code) as province_area_code
from areas left join areas as parents on areas.parent_area_code = parents.area_code;

create temp table lists as
select area_code, cast('N' as area_code) as list_area_code from units
union all
select area_code, province_area_code from units where province_area_code is not null;

create temp table edges as
select cast(node_code as node_code) as node_code, cast(parent_node_code as node_code) as parent_node_code
from read_csv('{folder}/node_edges.csv', all_varchar = true);

create temp table leaves as
select
    cast(row_number() over () - 1 as integer) as leaf,
    nodes.measure_code,
    edges.node_code,
    edges.parent_node_code as group_code,
    if(nodes.missing_rule = 'skip', null, 0.0 :: double) as missing_value
from read_csv('{folder}/nodes.csv', all_varchar = true) as nodes
inner join edges on cast(nodes.node_code as node_code) = edges.node_code
where nodes.measure_code is not null;

set variable leaf_count = (select count(*) from leaves);
set variable unit_count = (select count(*) from units);

create temp table unit_numbers as
select
    places.place * getvariable('unit_count') + units.unit as unit_number,
    units.unit_level = 'city' as is_city,
    (units.province_unit - units.unit) * getvariable('leaf_count') as cells_to_province
from range({batch_size}) as places (place) cross join units;

-- every leaf of every unit in each period of a batch, numbered in one row
create temp table cells as
select
    (places.place * getvariable('unit_count') + units.unit) * getvariable('leaf_count') + leaves.leaf as cell,
    places.place,
    units.unit_level,
    units.area_code,
    leaves.node_code,
    leaves.missing_value,
    (places.place * 2 + if(units.unit_level = 'city', 0, 1)) * getvariable('leaf_count') + leaves.leaf as total_number
from range({batch_size}) as places (place) cross join units cross join leaves
order by all;
"""

BATCH = """
create or replace temp table batch as
select cast(period_code as period_code) as period_code, period_code as record_period_code, place
from (
    select unnest({periods} :: varchar[]) as period_code, unnest(range(len({periods}))) as place
);

create or replace temp table recorded as
select
    cast(
        (batch.place * getvariable('unit_count') + units.unit) * getvariable('leaf_count') + leaves.leaf as bigint
    ) as cell,
    sum(records.value) as value
from read_parquet({files}) as records
inner join batch on records.period_code = batch.record_period_code
inner join units on records.area_code = units.record_area_code
inner join leaves on records.measure_code = leaves.measure_code
group by cell;

create or replace temp table unit_values as
select recorded.cell, recorded.value
from recorded inner join unit_numbers on recorded.cell // getvariable('leaf_count') = unit_numbers.unit_number
where unit_numbers.is_city
union all
select recorded.cell + unit_numbers.cells_to_province as province_cell, sum(recorded.value)
from recorded inner join unit_numbers on recorded.cell // getvariable('leaf_count') = unit_numbers.unit_number
group by province_cell;

create or replace temp table totals as
select cells.total_number, sum(unit_values.value) as total
from unit_values inner join cells on unit_values.cell = cells.cell
group by cells.total_number;

insert into normalised_values
select
    batch.period_code, cells.unit_level, cells.area_code, cells.node_code, unit_values.value,
    coalesce(100 * unit_values.value / totals.total, cells.missing_value)
from cells
inner join batch on cells.place = batch.place
left join unit_values on cells.cell = unit_values.cell
inner join totals on cells.total_number = totals.total_number;

create or replace temp table batch_scores as
with group_scores as (
    select
        period_code, unit_level, area_code, leaves.group_code as node_code, avg(normalised_value) as score
    from normalised_values inner join leaves on normalised_values.node_code = leaves.node_code
    where period_code in (select batch.period_code from batch)
    group by all
),
pillar_scores as (
    select period_code, unit_level, area_code, edges.parent_node_code as node_code, avg(score) as score
    from group_scores inner join edges on group_scores.node_code = edges.node_code
    group by all
),
root_scores as (
    select period_code, unit_level, area_code, edges.parent_node_code as node_code, avg(score) as score
    from pillar_scores inner join edges on pillar_scores.node_code = edges.node_code
    group by all
)
from group_scores union all from pillar_scores union all from root_scores;

insert into scores from batch_scores;

insert into ranks
select
    period_code, unit_level, batch_scores.area_code, node_code, lists.list_area_code, score,
    rank() over (partition by period_code, unit_level, node_code, lists.list_area_code order by score desc)
from batch_scores inner join lists on batch_scores.area_code = lists.area_code;
"""


def batch_of(folder: Path) -> int:
    """How many periods are worked on at a time."""
    units, leaves = ((folder / f"{table}.csv").read_text().count("\n") for table in ("areas", "measures"))
    return max(1, CELLS_OF_A_BATCH // (units * leaves))


def build_floor(folder: Path, database: Path, memory_limit: str | None = None) -> None:
    """Build the floor of a panel into a new database."""
    database.unlink(missing_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": memory_limit} if memory_limit else {}
    with duckdb.connect(str(database), config=config) as connection:
        periods = sorted(file.stem for file in (folder / "records").glob("*.parquet"))
        batch_size = batch_of(folder)
        connection.execute(SET_UP.format(folder=folder, batch_size=batch_size))
        for start in range(0, len(periods), batch_size):
            batch = periods[start : start + batch_size]
            files = [str(folder / "records" / f"{period}.parquet") for period in batch]
            connection.execute(BATCH.format(periods=batch, files=files))


def main() -> None:
    """Build the floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("database", type=Path)
    parser.add_argument("--memory-limit", help="as DuckDB takes it (default: 80%% of the memory)")
    arguments = parser.parse_args()
    build_floor(arguments.folder, arguments.database, arguments.memory_limit)


if __name__ == "__main__":
    main()
