-- Hub and spoke, ready to draw: the points. Heads and cores are the hubs.
with industry_scores as (

    select * from {{ ref('int_industry_scores') }}

),

hub_regions as (

    select distinct
        index_code,
        period_code,
        unit_level,
        region
    from industry_scores
    where network_role in ('head', 'core')

),

network_nodes as (

    select
        industry_scores.industry_code,
        industry_scores.index_code,
        industry_scores.scheme_code,
        industry_scores.period_code,
        industry_scores.unit_level,
        industry_scores.area_code,
        industry_scores.name_zh,
        industry_scores.name_en,
        industry_scores.province_code,
        industry_scores.region,
        industry_scores.longitude,
        industry_scores.latitude,
        industry_scores.origin,
        industry_scores.network_role,
        industry_scores.rank,
        cast(industry_scores.score as double) as score,
        hub_regions.region is not null as has_hub_in_region
    from industry_scores
    left join hub_regions
        on
            industry_scores.index_code = hub_regions.index_code
            and industry_scores.period_code = hub_regions.period_code
            and industry_scores.unit_level = hub_regions.unit_level
            and industry_scores.region = hub_regions.region
    where industry_scores.network_role is not null

)

select
    industry_code,
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    name_zh,
    name_en,
    province_code,
    region,
    longitude,
    latitude,
    origin,
    network_role,
    rank,
    score,
    has_hub_in_region
from network_nodes
