-- Scores and national ranks of the pillar smart city and of the nodes right below it, under the default schemes.
with ranks as (

    select * from {{ ref('fct_ranks') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

smart_city_nodes as (

    select
        nodes.node_code,
        nodes.name_zh,
        nodes.name_en,
        coalesce(nodes.pillar_code = 'smart_city', false) as is_pillar
    from nodes
    left join nodes as parents on nodes.parent_node_code = parents.node_code
    where nodes.pillar_code = 'smart_city' or parents.pillar_code = 'smart_city'

),

smart_city_scores as (

    select
        ranks.index_code,
        ranks.scheme_code,
        ranks.period_code,
        ranks.unit_level,
        ranks.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        areas.economic_zone,
        ranks.node_code,
        smart_city_nodes.name_zh,
        smart_city_nodes.name_en,
        smart_city_nodes.is_pillar,
        ranks.origin,
        ranks.rank,
        ranks.score
    from ranks
    inner join smart_city_nodes on ranks.node_code = smart_city_nodes.node_code
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

)

select * from smart_city_scores
