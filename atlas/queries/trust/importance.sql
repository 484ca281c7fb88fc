-- What share of the index a node is meant to have by its weight, and what share it has by its correlation.
with

effective_importance as (
    select * from effective_importance
    where node_set = 'root_children'
),

default_schemes as (
    select * from tree_weights
    where is_default
),

importance as (
    select
        effective_importance.index_code,
        effective_importance.period_code,
        effective_importance.unit_level,
        effective_importance.node_code,
        effective_importance.weight_share,
        effective_importance.importance_share,
        effective_importance.importance_to_weight,
        effective_importance.reason
    from effective_importance
    semi join default_schemes
        on
            effective_importance.index_code = default_schemes.index_code
            and effective_importance.scheme_code = default_schemes.scheme_code
    order by
        effective_importance.index_code,
        effective_importance.period_code,
        effective_importance.unit_level,
        effective_importance.node_code
)

select * from importance
