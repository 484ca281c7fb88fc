-- Every province with its index, sub-indices and ranks, under the default weights. Province scores are computed from
-- records at province grain, never by adding up cities.
with index_by_unit as (

    select * from {{ ref('int_index_by_unit') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

provinces as (

    select
        index_by_unit.index_code,
        index_by_unit.scheme_code,
        index_by_unit.period_code,
        index_by_unit.period_start,
        index_by_unit.area_code,
        areas.name_zh as province_name_zh,
        areas.name_en as province_name_en,
        areas.region,
        areas.economic_zone,
        index_by_unit.origin,
        index_by_unit.index_score,
        index_by_unit.index_rank,
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
    where index_by_unit.unit_level = 'province'

)

select
    index_code,
    scheme_code,
    period_code,
    period_start,
    area_code,
    province_name_zh,
    province_name_en,
    region,
    economic_zone,
    origin,
    index_score,
    index_rank,
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
from provinces
