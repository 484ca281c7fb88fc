-- What each leaf adds to the unit's score of the index.
with

fct_contributions as (select * from fct_contributions),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

ledger as (
    select
        fct_contributions.index_code,
        fct_contributions.unit_level,
        fct_contributions.area_code,
        fct_contributions.period_code,
        fct_contributions.leaf_node_code as node_code,
        fct_contributions.weight,
        fct_contributions.normalised_value,
        fct_contributions.contribution
    from fct_contributions
    semi join roots
        on fct_contributions.index_code = roots.index_code and fct_contributions.node_code = roots.node_code
    semi join default_schemes
        on
            fct_contributions.index_code = default_schemes.index_code
            and fct_contributions.scheme_code = default_schemes.scheme_code
    order by
        fct_contributions.index_code,
        fct_contributions.unit_level,
        fct_contributions.area_code,
        fct_contributions.period_code,
        fct_contributions.leaf_node_code
)

select * from ledger
