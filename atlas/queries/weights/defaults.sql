-- The units of an index with the scores and ranks that the default weights give. Some have none for want of values, and
-- may have one under other weights.
with

fct_scores as (select * from fct_scores),

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
        fct_scores.index_code,
        fct_scores.period_code,
        fct_scores.unit_level,
        fct_scores.area_code,
        fct_scores.score,
        fct_ranks.rank,
        fct_scores.origin
    from fct_scores
    semi join roots on fct_scores.index_code = roots.index_code and fct_scores.node_code = roots.node_code
    semi join default_schemes
        on fct_scores.index_code = default_schemes.index_code and fct_scores.scheme_code = default_schemes.scheme_code
    left join fct_ranks
        on
            fct_scores.index_code = fct_ranks.index_code
            and fct_scores.scheme_code = fct_ranks.scheme_code
            and fct_scores.period_code = fct_ranks.period_code
            and fct_scores.unit_level = fct_ranks.unit_level
            and fct_scores.area_code = fct_ranks.area_code
            and fct_scores.node_code = fct_ranks.node_code
    order by
        fct_scores.index_code,
        fct_scores.period_code,
        fct_scores.unit_level,
        fct_ranks.rank nulls last,
        fct_scores.area_code
)

select * from defaults
