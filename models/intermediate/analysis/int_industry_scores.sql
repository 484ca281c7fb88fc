-- The industry indices under their default schemes, one index per industry. The rank alone says which part a unit plays
-- in the network of its industry.
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

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

industry_scores as (

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
        areas.longitude,
        areas.latitude,
        ranks.origin,
        ranks.rank,
        ranks.score,
        case
            when ranks.rank <= {{ var('network_last_head_rank') }} then 'head'
            when ranks.rank <= {{ var('network_last_core_rank') }} then 'core'
            when ranks.rank <= {{ var('network_last_node_rank') }} then 'node'
        end as network_role
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

)

select * from industry_scores
