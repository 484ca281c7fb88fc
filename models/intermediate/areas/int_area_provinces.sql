-- The province that every area lies in, period by period; a province lies in itself.
with area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_provinces as (

    select
        area_ancestors.period_code,
        area_ancestors.area_code,
        area_ancestors.ancestor_area_code as province_code,
        areas.name_zh as province_name_zh,
        areas.name_en as province_name_en
    from area_ancestors
    inner join areas on area_ancestors.ancestor_area_code = areas.area_code
    where area_ancestors.ancestor_area_level = 'province'

)

select * from area_provinces
