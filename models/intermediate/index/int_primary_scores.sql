-- Scores and national ranks of the primary indicators under the default scheme.
with scores as (

    select * from {{ ref('fct_scores') }}

),

ranks as (

    select * from {{ ref('fct_ranks') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

top_ranks as (

    select ranks.*
    from ranks
    inner join area_levels
        on
            ranks.list_area_level = area_levels.area_level
            and area_levels.depth = 0

),

primary_scores as (

    select
        scores.index_code,
        scores.scheme_code,
        scores.period_code,
        scores.unit_level,
        scores.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        scores.node_code,
        nodes.name_zh,
        nodes.name_en,
        nodes.parent_node_code,
        scores.origin,
        top_ranks.rank,
        cast(scores.score as double) as score
    from scores
    inner join index_schemes
        on
            scores.index_code = index_schemes.index_code
            and scores.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    inner join nodes
        on
            scores.node_code = nodes.node_code
            and nodes.node_kind = 'primary_indicator'
    inner join areas on scores.area_code = areas.area_code
    left join top_ranks
        on
            scores.scheme_code = top_ranks.scheme_code
            and scores.period_code = top_ranks.period_code
            and scores.unit_level = top_ranks.unit_level
            and scores.area_code = top_ranks.area_code
            and scores.node_code = top_ranks.node_code

)

select * from primary_scores
