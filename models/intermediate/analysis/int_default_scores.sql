-- The scores of every node under the default scheme of its index, with the rank among all units of the level: what the
-- analyses start from. A node without a score keeps its row. Leaves are there in the latest
-- periods alone (int_leaf_periods).
with inner_scores as (

    select * from {{ ref('int_scores') }}

),

all_scores as (

    select * from {{ ref('fct_scores') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

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

leaf_scores as (

    select all_scores.*
    from all_scores
    inner join nodes on all_scores.node_code = nodes.node_code
    inner join leaf_periods
        on
            all_scores.index_code = leaf_periods.index_code
            and all_scores.period_code = leaf_periods.period_code
    where nodes.measure_code is not null

),

scores as (

    select * from inner_scores

    union all

    select * from leaf_scores

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
