-- Areas with everything above them that a reader wants to group by. A dimension has one row per area, so it has the
-- latest parent of an area that changes it; what held in a period is said by the rows of the period.
-- depends_on: {{ ref('input_faults') }}
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

area_provinces as (

    select * from {{ ref('int_area_provinces') }}

),

parents_by_age as (

    -- the latest period in which the area has a parent: the one that ends last, the shorter one of two
    select
        area_parents.period_code,
        area_parents.area_code,
        area_parents.parent_area_code,
        row_number() over (
            partition by area_parents.area_code
            order by
                case when area_parents.parent_area_code is null then 1 else 0 end,
                periods.period_end desc,
                periods.period_start desc,
                periods.period_code desc
        ) as age
    from area_parents
    inner join periods on area_parents.period_code = periods.period_code

),

area_dimension as (

    select
        areas.area_code,
        areas.area_level,
        parents_by_age.parent_area_code,
        areas.name_zh,
        areas.name_en,
        area_provinces.province_code,
        area_provinces.province_name_zh,
        area_provinces.province_name_en,
        areas.region,
        areas.economic_zone,
        areas.city_type,
        areas.is_first_tier,
        areas.is_sub_provincial,
        areas.is_unit,
        areas.longitude,
        areas.latitude
    from areas
    left join parents_by_age
        on
            areas.area_code = parents_by_age.area_code
            and parents_by_age.age = 1
    left join area_provinces
        on
            parents_by_age.period_code = area_provinces.period_code
            and parents_by_age.area_code = area_provinces.area_code

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
