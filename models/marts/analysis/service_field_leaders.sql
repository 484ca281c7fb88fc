{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- Where a field of city services has most of its users. Ranked are units; the field has the users of other places, too.
-- depends_on: {{ ref('input_faults') }}
with service_usage as (

    select * from {{ ref('stg_tencent__service_usage') }}

),

services as (

    select * from {{ ref('stg_services__services') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_provinces as (

    select * from {{ ref('int_area_provinces') }}

),

area_users as (

    -- users are whole numbers, so the order of their sums does not matter
    select
        service_usage.period_code,
        services.field_code,
        areas.area_level as unit_level,
        service_usage.area_code,
        areas.name_zh,
        areas.name_en,
        areas.is_unit,
        cast(count(*) as integer) as service_count,
        sum(service_usage.monthly_users) as service_users
    from service_usage
    inner join services on service_usage.service_code = services.service_code
    inner join areas on service_usage.area_code = areas.area_code
    group by
        service_usage.period_code,
        services.field_code,
        areas.area_level,
        service_usage.area_code,
        areas.name_zh,
        areas.name_en,
        areas.is_unit

),

ranked as (

    select
        *,
        sum(service_users) over (partition by period_code, field_code, unit_level) as field_users,
        rank() over (
            partition by period_code, field_code, unit_level, is_unit
            order by service_users desc
        ) as user_rank
    from area_users

),

leaders as (

    select
        ranked.period_code,
        ranked.field_code,
        ranked.unit_level,
        ranked.area_code,
        ranked.name_zh,
        ranked.name_en,
        area_provinces.province_code,
        ranked.service_count,
        ranked.service_users,
        'reconstructed' as origin,
        cast(ranked.user_rank as integer) as user_rank,
        100 * ranked.service_users / ranked.field_users as user_share
    from ranked
    left join area_provinces
        on
            ranked.period_code = area_provinces.period_code
            and ranked.area_code = area_provinces.area_code
    where
        ranked.is_unit
        and ranked.user_rank <= {{ var('service_field_leaders') }}
        and ranked.service_users > 0

)

select
    period_code,
    field_code,
    unit_level,
    user_rank,
    area_code,
    name_zh,
    name_en,
    province_code,
    origin,
    service_count,
    service_users,
    user_share
from leaders
