-- The unit's score and rank at every inner node, in every period.
with

fct_ranks as (
    select * from fct_ranks
    where list_area_level = 'nation'
),

inner_nodes as (
    select * from dim_node
    where not is_leaf
),

default_schemes as (
    select * from tree_weights
    where is_default
),

ranks as (
    select
        fct_ranks.index_code,
        fct_ranks.unit_level,
        fct_ranks.area_code,
        fct_ranks.period_code,
        fct_ranks.node_code,
        fct_ranks.score,
        fct_ranks.rank,
        fct_ranks.ranked_units,
        fct_ranks.origin
    from fct_ranks
    semi join
        inner_nodes
        on fct_ranks.index_code = inner_nodes.index_code and fct_ranks.node_code = inner_nodes.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
    order by
        fct_ranks.index_code,
        fct_ranks.unit_level,
        fct_ranks.area_code,
        fct_ranks.period_code,
        fct_ranks.node_code
)

select * from ranks
