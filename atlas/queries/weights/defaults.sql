-- The scores and ranks that the default weights give.
with

fct_ranks as (
    select * from fct_ranks
    where list_area_level = 'nation'
),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

defaults as (
    select
        fct_ranks.index_code,
        fct_ranks.period_code,
        fct_ranks.unit_level,
        fct_ranks.area_code,
        fct_ranks.score,
        fct_ranks.rank,
        fct_ranks.origin
    from fct_ranks
    semi join roots on fct_ranks.index_code = roots.index_code and fct_ranks.node_code = roots.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
    order by fct_ranks.index_code, fct_ranks.period_code, fct_ranks.unit_level, fct_ranks.rank, fct_ranks.area_code
)

select * from defaults
