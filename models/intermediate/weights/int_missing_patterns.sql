{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- Which leaves a unit has to do without. Units with the same gaps share one set of weights, so the weights are worked
-- out once per pattern and not once per unit. A complete unit has the pattern (none).
-- depends_on: {{ ref('int_changed_periods') }}
with normalised_values as (

    select * from {{ ref('fct_normalised_values') }}
    {{ only_changed_periods() }}

),

missing_patterns as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        coalesce(
            string_agg(case when value_status = 'missing_skipped' then node_code end, ' ' order by node_code), '(none)'
        ) as missing_pattern
    from normalised_values
    where is_unit
    group by
        index_code,
        period_code,
        unit_level,
        area_code

)

select * from missing_patterns
