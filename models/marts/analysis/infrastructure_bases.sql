-- Market base against technology base, unit by unit, beside the total of the index.
with infrastructure_bases as (

    select * from {{ ref('int_infrastructure_bases') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

with_names as (

    select
        infrastructure_bases.*,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en
    from infrastructure_bases
    inner join areas on infrastructure_bases.area_code = areas.area_code

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    origin,
    market_score,
    market_rank,
    technology_score,
    technology_rank,
    technology_market_ratio,
    technology_lead,
    is_leading,
    index_score,
    index_rank
from with_names
