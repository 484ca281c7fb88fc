with

concentration_curve as (select * from concentration_curve),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

curve as (
    select
        concentration_curve.index_code,
        concentration_curve.period_code,
        concentration_curve.unit_level,
        concentration_curve.place,
        concentration_curve.cumulated_unit_share,
        concentration_curve.cumulated_share
    from concentration_curve
    semi join
        roots
        on concentration_curve.index_code = roots.index_code and concentration_curve.node_code = roots.node_code
    semi join default_schemes
        on
            concentration_curve.index_code = default_schemes.index_code
            and concentration_curve.scheme_code = default_schemes.scheme_code
    order by
        concentration_curve.index_code,
        concentration_curve.period_code,
        concentration_curve.unit_level,
        concentration_curve.place
)

select * from curve
