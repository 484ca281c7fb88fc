-- What a reader opens first: every city with its index, sub-indices and ranks, under the default weights.
with index_by_unit as (

    select * from {{ ref('int_index_by_unit') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_provinces as (

    select * from {{ ref('int_area_provinces') }}

),

cities as (

    select
        index_by_unit.index_code,
        index_by_unit.scheme_code,
        index_by_unit.period_code,
        index_by_unit.period_start,
        index_by_unit.area_code,
        areas.name_zh as city_name_zh,
        areas.name_en as city_name_en,
        area_provinces.province_code,
        area_provinces.province_name_zh,
        area_provinces.province_name_en,
        areas.region,
        areas.economic_zone,
        areas.city_type,
        areas.is_first_tier,
        index_by_unit.origin,
        index_by_unit.index_score,
        index_by_unit.index_rank,
        index_by_unit.index_rank_in_parent as index_rank_in_province,
        index_by_unit.index_score_change,
        index_by_unit.index_rank_change,
        index_by_unit.index_score_change_since_base,
        index_by_unit.index_rank_change_since_base,
        index_by_unit.infrastructure_score,
        index_by_unit.infrastructure_rank,
        index_by_unit.industry_score,
        index_by_unit.industry_rank,
        index_by_unit.entrepreneurship_score,
        index_by_unit.entrepreneurship_rank,
        index_by_unit.smart_city_score,
        index_by_unit.smart_city_rank,
        index_by_unit.weight_present
    from index_by_unit
    inner join areas on index_by_unit.area_code = areas.area_code
    left join area_provinces
        on
            index_by_unit.period_code = area_provinces.period_code
            and index_by_unit.area_code = area_provinces.area_code
    where index_by_unit.unit_level = 'city'

)

select
    index_code,
    scheme_code,
    period_code,
    period_start,
    area_code,
    city_name_zh,
    city_name_en,
    province_code,
    province_name_zh,
    province_name_en,
    region,
    economic_zone,
    city_type,
    is_first_tier,
    origin,
    index_score,
    index_rank,
    index_rank_in_province,
    index_score_change,
    index_rank_change,
    index_score_change_since_base,
    index_rank_change_since_base,
    infrastructure_score,
    infrastructure_rank,
    industry_score,
    industry_rank,
    entrepreneurship_score,
    entrepreneurship_rank,
    smart_city_score,
    smart_city_rank,
    weight_present
from cities
