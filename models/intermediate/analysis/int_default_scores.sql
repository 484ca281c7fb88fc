-- The scores of every node under the default scheme of its index, with the rank among all units of the level: what the
-- analyses start from. A node without a score keeps its row. Leaves are there in the latest periods alone
-- (int_recent_units).
with inner_scores as (

    select * from {{ ref('int_scores') }}

),

leaf_scores as (

    select * from {{ ref('int_leaf_scores') }}

),

inner_ranks as (

    select * from {{ ref('int_ranks') }}

),

leaf_ranks as (

    select * from {{ ref('int_leaf_ranks') }}

),

recent_units as (

    select * from {{ ref('int_recent_units') }}

),

units as (

    select * from {{ ref('int_units') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

scores as (

    select
        unit_number,
        scheme_node_number,
        score
    from inner_scores

    union all

    select
        leaf_scores.unit_number,
        leaf_scores.scheme_node_number,
        leaf_scores.score
    from leaf_scores
    inner join recent_units
        on
            leaf_scores.unit_number = recent_units.unit_number
            and leaf_scores.index_code = recent_units.index_code

),

ranks as (

    select * from inner_ranks

    union all

    select * from leaf_ranks

),

whole_areas as (

    select area_numbers.area_number
    from area_numbers
    inner join area_levels on area_numbers.area_level = area_levels.area_level
    where area_levels.depth = 0

),

top_ranks as (

    select ranks.*
    from ranks
    inner join whole_areas on ranks.list_area_number = whole_areas.area_number

),

default_nodes as (

    select scheme_nodes.*
    from scheme_nodes
    inner join index_schemes
        on
            scheme_nodes.index_code = index_schemes.index_code
            and scheme_nodes.scheme_code = index_schemes.scheme_code
    where index_schemes.is_default

),

default_scores as (

    select
        default_nodes.index_code,
        default_nodes.scheme_code,
        units.period_code,
        units.unit_level,
        units.area_code,
        default_nodes.node_code,
        default_nodes.origin,
        scores.score,
        top_ranks.rank,
        top_ranks.ranked_units
    from scores
    inner join default_nodes on scores.scheme_node_number = default_nodes.scheme_node_number
    inner join units on scores.unit_number = units.unit_number
    left join top_ranks
        on
            scores.unit_number = top_ranks.unit_number
            and scores.scheme_node_number = top_ranks.scheme_node_number

)

select * from default_scores
