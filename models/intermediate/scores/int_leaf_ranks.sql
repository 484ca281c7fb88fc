-- Ranks of the leaves, in every list, for the latest periods: in a long history they are the longest table of all, and
-- all of it would be read by nobody.
with leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

scores as (

    select scores_of_all_nodes.*
    from {{ ref('fct_scores') }} as scores_of_all_nodes
    inner join leaf_periods
        on
            scores_of_all_nodes.index_code = leaf_periods.index_code
            and scores_of_all_nodes.period_code = leaf_periods.period_code
    inner join nodes on scores_of_all_nodes.node_code = nodes.node_code
    where nodes.measure_code is not null

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

ranks as (

    {{ ranks_in_all_lists() }}

)

select * from ranks
