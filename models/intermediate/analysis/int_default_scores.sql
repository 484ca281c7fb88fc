-- The scores of every node under the default scheme of its index, with the rank among all units of the level: what the
-- analyses start from. A node without a score keeps its row.
with scores as (

    select * from {{ ref('fct_scores') }}

),

ranks as (

    select * from {{ ref('fct_ranks') }}

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

default_scores as (

    select
        scores.index_code,
        scores.scheme_code,
        scores.period_code,
        scores.unit_level,
        scores.area_code,
        scores.node_code,
        scores.origin,
        scores.score,
        top_ranks.rank,
        top_ranks.ranked_units
    from scores
    inner join index_schemes
        on
            scores.index_code = index_schemes.index_code
            and scores.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    left join top_ranks
        on
            scores.scheme_code = top_ranks.scheme_code
            and scores.period_code = top_ranks.period_code
            and scores.unit_level = top_ranks.unit_level
            and scores.area_code = top_ranks.area_code
            and scores.node_code = top_ranks.node_code

)

select * from default_scores
