{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- The printed sub-index scores as raw records of the index that is recomputed from them.
with scores as (

    select * from {{ ref('stg_published__scores') }}

),

lists as (

    select * from {{ ref('stg_published__lists') }}

),

published_records as (

    select
        lists.period_code,
        scores.area_code,
        lists.feeds_measure_code as measure_code,
        'all' as industry_code,
        scores.published_value as value
    from scores
    inner join lists on scores.list_code = lists.list_code
    where lists.feeds_measure_code is not null

)

select * from published_records
