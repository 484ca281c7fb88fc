-- The industry indices of every unit: one index per industry, each with its own measures and weights.
with ranks as (

    select * from {{ ref('fct_ranks') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_provinces as (

    select * from {{ ref('int_area_provinces') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

industries as (

    -- the root of an industry index carries the industry
    select
        nodes.industry_code,
        ranks.index_code,
        ranks.scheme_code,
        ranks.period_code,
        ranks.unit_level,
        ranks.area_code,
        areas.name_zh,
        areas.name_en,
        area_provinces.province_code,
        areas.region,
        ranks.origin,
        ranks.rank,
        cast(ranks.score as double) as score
    from ranks
    inner join nodes
        on
            ranks.node_code = nodes.node_code
            and nodes.node_code = nodes.index_code
            and nodes.industry_code is not null
    inner join index_schemes
        on
            ranks.index_code = index_schemes.index_code
            and ranks.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    inner join area_levels
        on
            ranks.list_area_level = area_levels.area_level
            and area_levels.depth = 0
    inner join areas on ranks.area_code = areas.area_code
    left join area_provinces
        on
            ranks.period_code = area_provinces.period_code
            and ranks.area_code = area_provinces.area_code

),

with_change as (

    select
        industries.*,
        industries.score - earlier.score as score_change,
        earlier.rank - industries.rank as rank_change
    from industries
    inner join periods on industries.period_code = periods.period_code
    left join industries as earlier
        on
            industries.index_code = earlier.index_code
            and industries.unit_level = earlier.unit_level
            and industries.area_code = earlier.area_code
            and periods.previous_period_code = earlier.period_code

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
    origin,
    rank,
    score,
    rank_change,
    score_change
from with_change
