{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- What the apps of a place are for, beside those of all units of its level. The fields stand in an extract of the
-- embedded data alone. A province has the apps of its cities and those that lie in none of them.
-- depends_on: {{ ref('input_faults') }}
with apps as (

    select * from {{ ref('stg_tencent__apps') }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

unit_apps as (

    -- apps are whole numbers, so the order of their sums does not matter
    select
        apps.period_code,
        area_ancestors.ancestor_area_level as unit_level,
        area_ancestors.ancestor_area_code as area_code,
        apps.app_field_code,
        sum(apps.new_apps) as new_apps
    from apps
    inner join area_ancestors
        on
            apps.period_code = area_ancestors.period_code
            and apps.area_code = area_ancestors.area_code
            and area_ancestors.ancestor_is_unit
    inner join area_levels
        on
            area_ancestors.ancestor_area_level = area_levels.area_level
            and area_levels.is_unit_level
    group by
        apps.period_code,
        area_ancestors.ancestor_area_level,
        area_ancestors.ancestor_area_code,
        apps.app_field_code

),

with_totals as (

    select
        period_code,
        unit_level,
        area_code,
        app_field_code,
        new_apps,
        sum(new_apps) over (partition by period_code, unit_level, area_code) as area_apps,
        sum(new_apps) over (partition by period_code, unit_level, app_field_code) as field_apps,
        sum(new_apps) over (partition by period_code, unit_level) as all_apps
    from unit_apps

),

with_shares as (

    select
        *,
        100 * field_apps / nullif(all_apps, 0) as national_field_share,
        case
            when area_apps >= {{ var('fewest_apps_of_a_profile') }} then 100 * new_apps / area_apps
        end as field_share
    from with_totals

),

profiles as (

    select
        with_shares.period_code,
        with_shares.unit_level,
        with_shares.area_code,
        areas.name_zh,
        areas.name_en,
        with_shares.app_field_code,
        with_shares.new_apps,
        with_shares.area_apps,
        with_shares.field_share,
        with_shares.national_field_share,
        'reconstructed' as origin,
        with_shares.field_share / nullif(with_shares.national_field_share, 0) as location_quotient,
        case when with_shares.field_share is null then 'not enough data' else 'computed' end as status,
        case
            when with_shares.field_share is null
                then 'the place has fewer than {{ var("fewest_apps_of_a_profile") }} new apps'
        end as reason
    from with_shares
    inner join areas on with_shares.area_code = areas.area_code

)

select
    period_code,
    unit_level,
    area_code,
    name_zh,
    name_en,
    app_field_code,
    origin,
    status,
    reason,
    new_apps,
    area_apps,
    field_share,
    national_field_share,
    location_quotient
from profiles
