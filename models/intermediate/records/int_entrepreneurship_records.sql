{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- New apps, added up over their fields, and effective projects as records of the index.
with apps as (

    select * from {{ ref('stg_tencent__apps') }}

),

projects as (

    select * from {{ ref('stg_tencent__projects') }}

),

entrepreneurship_records as (

    -- apps are whole numbers, so the order of this sum does not matter
    select
        period_code,
        area_code,
        'new_apps' as measure_code,
        'all' as industry_code,
        sum(new_apps) as value
    from apps
    group by
        period_code,
        area_code

    union all

    select
        period_code,
        area_code,
        'effective_projects' as measure_code,
        'all' as industry_code,
        effective_projects as value
    from projects

)

select * from entrepreneurship_records
