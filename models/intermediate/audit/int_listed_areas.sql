-- Every row of every printed list, with what a printed number can really be: its value give or take half a unit of its
-- last decimal.
with lists as (

    select * from {{ ref('stg_published__lists') }}

),

scores as (

    select * from {{ ref('stg_published__scores') }}

),

ranks as (

    select * from {{ ref('stg_published__ranks') }}

),

listed as (

    select
        figure_id,
        list_code,
        area_code,
        printed_rank,
        published_value,
        printed_decimals,
        0.5 * power(10, -printed_decimals) as half_unit
    from scores

    union all

    select
        figure_id,
        list_code,
        area_code,
        printed_rank,
        cast(null as double) as published_value,
        cast(null as integer) as printed_decimals,
        cast(null as double) as half_unit
    from ranks

),

listed_areas as (

    select
        listed.figure_id,
        listed.list_code,
        lists.list_kind,
        lists.area_level,
        lists.subject_code,
        lists.section,
        lists.name_en as list_name_en,
        lists.period_code,
        lists.checked_against_list_code,
        listed.area_code,
        listed.printed_rank,
        listed.published_value,
        listed.printed_decimals,
        listed.half_unit,
        coalesce(lists.checked_against_list_code, listed.list_code) as reference_list_code
    from listed
    inner join lists on listed.list_code = lists.list_code

)

select * from listed_areas
