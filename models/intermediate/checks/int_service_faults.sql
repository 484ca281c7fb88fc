{{ config(enabled=env_var('OWN_DATA_FOLDER', '') == '') }}

-- Faults of the service catalogue and its usage: one row for each broken rule, naming table, key and value.
with services as (

    select * from {{ ref('stg_tencent__services') }}

),

service_actions as (

    select * from {{ ref('stg_tencent__service_actions') }}

),

quality_items as (

    select * from {{ ref('stg_tencent__service_quality_items') }}

),

key_items as (

    select * from {{ ref('stg_tencent__service_key_items') }}

),

service_areas as (

    select * from {{ ref('stg_tencent__service_areas') }}

),

service_usage as (

    select * from {{ ref('stg_tencent__service_usage') }}

),

unit_users as (

    select * from {{ ref('stg_tencent__unit_users') }}

),

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

numbered_quality_items as (

    select
        service_code,
        passed,
        cast(item_number as varchar) as item_number
    from quality_items

),

numbered_key_items as (

    select
        service_code,
        cast(item_number as varchar) as item_number
    from key_items

),

key_faults as (

    {{ duplicate_key_faults('services', 'tencent__services', ['service_code']) }}
    union all
    {{ duplicate_key_faults(
        'numbered_quality_items', 'tencent__service_quality_items', ['service_code', 'item_number']
    ) }}
    union all
    {{ duplicate_key_faults('numbered_key_items', 'tencent__service_key_items', ['service_code', 'item_number']) }}
    union all
    {{ duplicate_key_faults(
        'service_areas', 'tencent__service_areas', ['period_code', 'service_code', 'area_code']
    ) }}
    union all
    {{ duplicate_key_faults(
        'service_usage', 'tencent__service_usage', ['period_code', 'service_code', 'area_code']
    ) }}
    union all
    {{ duplicate_key_faults('unit_users', 'tencent__unit_users', ['period_code', 'area_code']) }}

),

code_faults as (

    {{ unknown_code_faults(
        'services', 'tencent__services', ['service_code'], 'action', 'service_actions', 'action', true
    ) }}
    union all
    {{ unknown_code_faults(
        'numbered_quality_items', 'tencent__service_quality_items', ['service_code', 'item_number'], 'service_code',
        'services', 'service_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'numbered_key_items', 'tencent__service_key_items', ['service_code', 'item_number'], 'service_code',
        'services', 'service_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'service_areas', 'tencent__service_areas', ['period_code', 'service_code', 'area_code'], 'service_code',
        'services', 'service_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'service_areas', 'tencent__service_areas', ['period_code', 'service_code', 'area_code'], 'area_code',
        'areas', 'area_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'service_areas', 'tencent__service_areas', ['period_code', 'service_code', 'area_code'], 'period_code',
        'periods', 'period_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'service_usage', 'tencent__service_usage', ['period_code', 'service_code', 'area_code'], 'service_code',
        'services', 'service_code'
    ) }}

),

other_faults as (

    select
        'tencent__service_areas' as table_name,
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
        'tencent__service_areas' as table_name,
        {{ row_key(['period_code', 'service_code', 'area_code'], 'service_areas') }} as row_key,
        'city_code=' || services.city_code as faulty_value,
        'a service of one city covers that city only' as broken_rule
    from service_areas
    inner join services on service_areas.service_code = services.service_code
    where services.coverage = 'city' and services.city_code is distinct from service_areas.area_code

    union all

    select
        'tencent__service_quality_items' as table_name,
        {{ row_key(['service_code', 'item_number'], 'numbered_quality_items') }} as row_key,
        'passed=' || coalesce(cast(numbered_quality_items.passed as varchar), '') as faulty_value,
        'passed is 0 or 1' as broken_rule
    from numbered_quality_items
    where coalesce(numbered_quality_items.passed, -1) not in (0, 1)

    union all

    select
        'tencent__unit_users' as table_name,
        {{ row_key(['period_code', 'area_code'], 'unit_users') }} as row_key,
        'users_month_before=' || coalesce(cast(unit_users.users_month_before as varchar), '')
        || ', returning_users=' || coalesce(cast(unit_users.returning_users as varchar), '') as faulty_value,
        'there are users of the month before, and no more of them return than there are' as broken_rule
    from unit_users
    where
        not coalesce(
            unit_users.users_month_before > 0 and unit_users.returning_users <= unit_users.users_month_before, false
        )

    union all

    select
        'tencent__unit_users' as table_name,
        {{ row_key(['period_code', 'area_code'], 'unit_users') }} as row_key,
        'service_hours=' || coalesce(cast(unit_users.service_hours as varchar), '')
        || ', failure_hours=' || coalesce(cast(unit_users.failure_hours as varchar), '') as faulty_value,
        'there are service hours, and no more of them fail than there are' as broken_rule
    from unit_users
    where
        not coalesce(unit_users.service_hours > 0 and unit_users.failure_hours <= unit_users.service_hours, false)

),

service_faults as (

    select * from key_faults
    union all
    select * from code_faults
    union all
    select * from other_faults

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from service_faults
