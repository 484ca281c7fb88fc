"""The floor: what a panel's marts hold, from one hand-written DuckDB script that knows the panel.

It writes normalised values, scores and ranks of every node as dbt does, and nothing that leads to them: one scan of
the records, sums, and windows. What the warehouse takes longer is the price of being general, tested and documented.

Usage: python scripts/benchmarks/floor.py FOLDER DATABASE
"""

import argparse
from pathlib import Path

import duckdb

# Leaves are as panel.py makes them: equal weights, every share of the units of a level, missing is 0 or left out.
SCRIPT = """
create table unit_values as
with records as (
    select period_code, area_code, measure_code || '_' || industry_code as node_code, value
    from read_parquet('{folder}/records/*.parquet')
),
areas as (select * from read_csv('{folder}/areas.csv', all_varchar = true))
select records.period_code, 'city' as unit_level, records.area_code, records.node_code, sum(records.value) as value
from records inner join areas using (area_code) where areas.area_level = 'city'
group by all
union all
select records.period_code, 'province' as unit_level,
    case when areas.area_level = 'city' then areas.parent_area_code else areas.area_code end as area_code,
    records.node_code, sum(records.value) as value
from records inner join areas using (area_code) group by all;

create table normalised_values as
select period_code, unit_level, area_code, node_code,
    100 * value / sum(value) over (partition by period_code, unit_level, node_code) as normalised_value
from unit_values;

create table scores as
with edges as (select * from read_csv('{folder}/node_edges.csv', all_varchar = true)),
leaves as (
    select nodes.node_code, edges.parent_node_code as group_code, coalesce(nodes.missing_rule, 'zero') as missing_rule
    from read_csv('{folder}/nodes.csv', all_varchar = true) as nodes inner join edges using (node_code)
    where nodes.measure_code is not null
),
zero_leaves as (
    select group_code, count(*) filter (where missing_rule = 'zero') as zero_count from leaves group by group_code
),
group_scores as (
    select period_code, unit_level, area_code, leaves.group_code as node_code,
        sum(normalised_value)
        / (any_value(zero_count) + count(*) filter (where missing_rule = 'skip')) as score
    from normalised_values inner join leaves using (node_code) inner join zero_leaves using (group_code)
    group by all
),
pillar_scores as (
    select period_code, unit_level, area_code, edges.parent_node_code as node_code, avg(score) as score
    from group_scores inner join edges using (node_code) group by all
),
root_scores as (
    select period_code, unit_level, area_code, 'panel' as node_code, avg(score) as score
    from pillar_scores group by all
)
select period_code, unit_level, area_code, node_code, normalised_value as score from normalised_values
union all select * from group_scores
union all select * from pillar_scores
union all select * from root_scores;

create table ranks as
with areas as (select * from read_csv('{folder}/areas.csv', all_varchar = true)),
lists as (
    select area_code, 'N' as list_area_code from areas where area_level != 'nation'
    union all select area_code, parent_area_code from areas where area_level = 'city'
)
select period_code, unit_level, area_code, node_code, list_area_code, score,
    rank() over (
        partition by period_code, unit_level, node_code, list_area_code order by score desc
    ) as rank
from scores inner join lists using (area_code);
"""


def build_floor(folder: Path, database: Path) -> None:
    """Build the floor of a panel into a new database."""
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute(SCRIPT.format(folder=folder))


def main() -> None:
    """Build the floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("database", type=Path)
    arguments = parser.parse_args()
    build_floor(arguments.folder, arguments.database)


if __name__ == "__main__":
    main()
