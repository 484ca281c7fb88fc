-- The six indicators of the smart city as records of the index, at city and at province level each from its own
-- numerators and denominators: a ratio of a province is never a mean of its cities' ratios.
with unit_services as (

    select * from {{ ref('int_unit_services') }}

),

services as (

    select * from {{ ref('stg_services__services') }}

),

service_actions as (

    select * from {{ ref('stg_services__actions') }}

),

quality_items as (

    select * from {{ ref('stg_services__quality_items') }}

),

key_items as (

    select * from {{ ref('stg_services__key_items') }}

),

unit_users as (

    select * from {{ ref('stg_services__unit_users') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

service_value as (

    select
        unit_services.period_code,
        unit_services.area_code,
        'service_value' as measure_code,
        sum(service_actions.points) as value
    from unit_services
    inner join services on unit_services.service_code = services.service_code
    inner join service_actions on services.action = service_actions.action
    group by
        unit_services.period_code,
        unit_services.area_code

),

service_quality as (

    select
        unit_services.period_code,
        unit_services.area_code,
        'service_quality_' || lpad(cast(quality_items.item_number as string), 2, '0') as measure_code,
        sum(cast(quality_items.passed as double)) / count(*) as value
    from unit_services
    inner join quality_items on unit_services.service_code = quality_items.service_code
    group by
        unit_services.period_code,
        unit_services.area_code,
        quality_items.item_number

),

units as (

    select distinct
        period_code,
        area_code
    from unit_services

),

key_item_counts as (

    select
        unit_services.period_code,
        unit_services.area_code,
        'key_field_richness_' || lpad(cast(key_items.item_number as string), 2, '0') as measure_code,
        count(*) as service_count
    from unit_services
    inner join key_items on unit_services.service_code = key_items.service_code
    group by
        unit_services.period_code,
        unit_services.area_code,
        key_items.item_number

),

key_field_richness as (

    -- a unit with services of which none offers the item has none of it, which is a recorded 0
    select
        units.period_code,
        units.area_code,
        measures.measure_code,
        coalesce(key_item_counts.service_count, 0) as value
    from units
    inner join measures on measures.measure_group = 'key_field_richness'
    left join key_item_counts
        on
            units.period_code = key_item_counts.period_code
            and units.area_code = key_item_counts.area_code
            and measures.measure_code = key_item_counts.measure_code

),

usage as (

    select
        period_code,
        area_code,
        'monthly_active_users' as measure_code,
        monthly_users as value
    from unit_users

    union all

    select
        period_code,
        area_code,
        'return_rate' as measure_code,
        returning_users / users_month_before as value
    from unit_users

    union all

    select
        period_code,
        area_code,
        'failure_rate' as measure_code,
        failure_hours / service_hours as value
    from unit_users

),

all_indicators as (

    select * from service_value
    union all
    select * from service_quality
    union all
    select * from key_field_richness
    union all
    select * from usage

),

city_service_records as (

    select
        period_code,
        area_code,
        measure_code,
        'all' as industry_code,
        value
    from all_indicators

)

select * from city_service_records
