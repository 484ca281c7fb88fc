-- Which choice moves the ranks on the whole.
with

sensitivity_indices as (
    select * from sensitivity_indices
    where area_code is null
),

roots as (
    select * from dim_node
    where parent_count = 0
),

sensitivity as (
    select
        sensitivity_indices.index_code,
        sensitivity_indices.period_code,
        sensitivity_indices.unit_level,
        sensitivity_indices.analysis_code,
        sensitivity_indices.factor_code,
        sensitivity_indices.first_order,
        sensitivity_indices.first_order_low,
        sensitivity_indices.first_order_high,
        sensitivity_indices.total_order,
        sensitivity_indices.total_order_low,
        sensitivity_indices.total_order_high,
        sensitivity_indices.reason
    from sensitivity_indices
    semi join
        roots
        on sensitivity_indices.index_code = roots.index_code and sensitivity_indices.node_code = roots.node_code
    order by
        sensitivity_indices.index_code,
        sensitivity_indices.period_code,
        sensitivity_indices.unit_level,
        sensitivity_indices.analysis_code,
        sensitivity_indices.factor_code
)

select * from sensitivity
