"""City services of a panel: a catalogue, whom each service covers, its quality and key items, and users of units."""

from pathlib import Path

import duckdb

ITEMS = range(1, 22)

# Of services and items, in the one database that all tables are written from: every tenth service is the nation's,
# a third of the others are a province's, and an item is passed by three services in four.
SCRIPT = """
set threads = 1;

create view areas as select * from read_csv('{folder}/areas.csv', all_varchar = true);

create table services as
with numbered as (
    select
        number,
        printf('S%05d', number) as service_code,
        case when number % 10 = 1 then 'nation' when number % 3 = 0 then 'province' else 'city' end as coverage
    from range(1, {services} + 1) as numbers (number)
),
cities as (
    select area_code, parent_area_code, row_number() over (order by area_code) - 1 as city_number
    from areas where area_level = 'city'
)
select
    numbered.number,
    numbered.service_code,
    numbered.service_code as name_en,
    printf('field_%d', numbered.number % 7) as field_code,
    if(numbered.number % 2 = 0, 'query', 'transaction') as action,
    numbered.coverage,
    case when numbered.coverage != 'nation' then cities.parent_area_code end as province_code,
    case when numbered.coverage = 'city' then cities.area_code end as city_code
from numbered
inner join cities on numbered.number % (select count(*) from cities) = cities.city_number;

create view service_areas as
select periods.period_code, services.service_code, areas.area_code
from (select unnest({periods}) as period_code) as periods
cross join services
inner join areas
    on areas.area_level = 'city'
    and (services.coverage = 'nation' or areas.parent_area_code = services.province_code)
    and (services.city_code is null or areas.area_code = services.city_code)
where services.coverage = 'city' or hash(periods.period_code, services.service_code, areas.area_code) % 8 > 0
order by all;

create view unit_users as
with drawn as (
    select
        periods.period_code,
        areas.area_code,
        1 + hash(periods.period_code, areas.area_code, 'users') % 100000 as users_month_before,
        hash(periods.period_code, areas.area_code, 'change') % 100 as bits
    from (select unnest({periods}) as period_code) as periods
    cross join areas
    where areas.area_level != 'nation'
)
select
    period_code,
    area_code,
    cast(users_month_before + bits * 10 as double) as monthly_users,
    cast(users_month_before as double) as users_month_before,
    cast(users_month_before * bits // 100 as double) as returning_users,
    cast(bits as double) as failure_hours,
    720.0 :: double as service_hours
from drawn
order by all;

copy (select * exclude (number) from services order by number) to '{folder}/services.csv';
copy (from (values ('query', 1), ('transaction', 2)) as actions (action, points)) to '{folder}/service_actions.csv';
copy (
    select service_code, item_number, if((number + item_number) % 4 > 0, 1, 0) as passed
    from services cross join range(1, {items} + 1) as items (item_number) order by all
) to '{folder}/service_quality_items.csv';
copy (
    select service_code, item_number
    from services cross join range(1, {items} + 1) as items (item_number)
    where (number + item_number) % 4 > 0 order by all
) to '{folder}/service_key_items.csv';
copy (from service_areas) to '{folder}/service_areas.parquet';
copy (from unit_users) to '{folder}/unit_users.parquet';
"""


def measures() -> list[tuple[object, ...]]:
    """The measures that the warehouse works out of services, as rows of the contract."""
    plain = [("service_value", "services", "points", "more_is_better", "")]
    plain += [(f"service_quality_{item:02}", "service_quality", "ratio", "more_is_better", "") for item in ITEMS]
    plain += [
        (f"key_field_richness_{item:02}", "key_field_richness", "services", "more_is_better", "") for item in ITEMS
    ]
    plain += [("monthly_active_users", "services", "users", "more_is_better", "")]
    plain += [("return_rate", "services", "ratio", "more_is_better", "")]
    plain += [("failure_rate", "services", "ratio", "less_is_better", "1")]
    return [(code, group, code, unit, direction, bound, "own_level") for code, group, unit, direction, bound in plain]


def write_services(folder: Path, services: int, periods: list[str]) -> None:
    """Write the tables of services beside those that the panel has."""
    with duckdb.connect() as connection:
        connection.execute(SCRIPT.format(folder=folder, services=services, periods=periods, items=len(ITEMS)))
