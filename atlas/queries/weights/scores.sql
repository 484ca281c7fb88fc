with

fct_scores as (select * from fct_scores),

shallow_nodes as (
    select * from dim_node
    where depth between 1 and 2
),

default_schemes as (
    select * from tree_weights
    where is_default
),

scores as (
    select
        fct_scores.index_code,
        fct_scores.period_code,
        fct_scores.unit_level,
        fct_scores.node_code,
        fct_scores.area_code,
        fct_scores.score,
        fct_scores.weight_present
    from fct_scores
    semi join shallow_nodes
        on fct_scores.index_code = shallow_nodes.index_code and fct_scores.node_code = shallow_nodes.node_code
    semi join default_schemes
        on fct_scores.index_code = default_schemes.index_code and fct_scores.scheme_code = default_schemes.scheme_code
    where fct_scores.score is not null
    order by
        fct_scores.index_code,
        fct_scores.period_code,
        fct_scores.unit_level,
        fct_scores.node_code,
        fct_scores.area_code
)

select * from scores
