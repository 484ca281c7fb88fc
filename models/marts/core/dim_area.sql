-- Areas with everything above them that a reader wants to group by.
-- depends_on: {{ ref('input_faults') }}
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

provinces as (

    select
        area_ancestors.area_code,
        area_ancestors.ancestor_area_code as province_code,
        areas.name_zh as province_name_zh,
        areas.name_en as province_name_en
    from area_ancestors
    inner join areas on area_ancestors.ancestor_area_code = areas.area_code
    where area_ancestors.ancestor_area_level = 'province'

),

area_dimension as (

    select
        areas.area_code,
        areas.area_level,
        areas.parent_area_code,
        areas.name_zh,
        areas.name_en,
        provinces.province_code,
        provinces.province_name_zh,
        provinces.province_name_en,
        areas.region,
        areas.economic_zone,
        areas.city_type,
        areas.is_first_tier,
        areas.is_sub_provincial,
        areas.is_unit,
        areas.longitude,
        areas.latitude
    from areas
    left join provinces on areas.area_code = provinces.area_code

)

select
    area_code,
    area_level,
    parent_area_code,
    name_zh,
    name_en,
    province_code,
    province_name_zh,
    province_name_en,
    region,
    economic_zone,
    city_type,
    is_first_tier,
    is_sub_provincial,
    is_unit,
    longitude,
    latitude
from area_dimension
