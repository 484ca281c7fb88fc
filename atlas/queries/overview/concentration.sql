with

concentration_measures as (select * from concentration_measures),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

concentration as (
    select
        concentration_measures.index_code,
        concentration_measures.period_code,
        concentration_measures.unit_level,
        concentration_measures.gini,
        concentration_measures.herfindahl,
        concentration_measures.top_1_share,
        concentration_measures.top_10_share,
        concentration_measures.theil,
        concentration_measures.theil_between_regions,
        concentration_measures.status,
        concentration_measures.reason
    from concentration_measures
    semi join
        roots
        on concentration_measures.index_code = roots.index_code and concentration_measures.node_code = roots.node_code
    semi join default_schemes
        on
            concentration_measures.index_code = default_schemes.index_code
            and concentration_measures.scheme_code = default_schemes.scheme_code
    order by concentration_measures.index_code, concentration_measures.period_code, concentration_measures.unit_level
)

select * from concentration
