-- Faults of the service catalogue beyond its contract: one row for each broken rule, naming table, key and value.
with services as (

    select * from {{ ref('stg_services__services') }}

),

service_areas as (

    select * from {{ ref('stg_services__areas') }}

),

unit_users as (

    select * from {{ ref('stg_services__unit_users') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

service_faults as (

    select
        'service_areas' as table_name,
        {{ row_key(['period_code', 'service_code', 'area_code'], 'service_areas') }} as row_key,
        'province_code=' || services.province_code as faulty_value,
        'a province-wide service covers areas of its province only' as broken_rule
    from service_areas
    inner join services on service_areas.service_code = services.service_code
    inner join area_parents
        on
            service_areas.period_code = area_parents.period_code
            and service_areas.area_code = area_parents.area_code
    where services.coverage = 'province' and services.province_code is distinct from area_parents.parent_area_code

    union all

    select
        'service_areas' as table_name,
        {{ row_key(['period_code', 'service_code', 'area_code'], 'service_areas') }} as row_key,
        'city_code=' || services.city_code as faulty_value,
        'a service of one city covers that city only' as broken_rule
    from service_areas
    inner join services on service_areas.service_code = services.service_code
    where services.coverage = 'city' and services.city_code is distinct from service_areas.area_code

    union all

    select
        'unit_users' as table_name,
        {{ row_key(['period_code', 'area_code'], 'unit_users') }} as row_key,
        'users_month_before=' || coalesce({{ number_as_text('unit_users.users_month_before') }}, '')
        || ', returning_users=' || coalesce({{ number_as_text('unit_users.returning_users') }}, '') as faulty_value,
        'there are users of the month before, and no more of them return than there are' as broken_rule
    from unit_users
    where
        not coalesce(
            unit_users.users_month_before > 0 and unit_users.returning_users <= unit_users.users_month_before, false
        )

    union all

    select
        'unit_users' as table_name,
        {{ row_key(['period_code', 'area_code'], 'unit_users') }} as row_key,
        'service_hours=' || coalesce({{ number_as_text('unit_users.service_hours') }}, '')
        || ', failure_hours=' || coalesce({{ number_as_text('unit_users.failure_hours') }}, '') as faulty_value,
        'there are service hours, and no more of them fail than there are' as broken_rule
    from unit_users
    where
        not coalesce(unit_users.service_hours > 0 and unit_users.failure_hours <= unit_users.service_hours, false)

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from service_faults
