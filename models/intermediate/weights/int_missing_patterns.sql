{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- Which leaves a unit has to do without. Units with the same gaps share one set of weights, so the weights are worked
-- out once per pattern and not once per unit. A complete unit has the pattern (none).
-- depends_on: {{ ref('int_changed_periods') }}
with index_units as (

    select * from {{ ref('int_index_units') }}
    {{ only_changed_periods() }}

),

missing_values as (

    select * from {{ ref('int_missing_values') }}
    {{ only_changed_periods() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

),

skipped as (

    select
        leaves.index_code,
        missing_values.period_code,
        missing_values.unit_level,
        missing_values.area_number,
        string_agg(leaves.node_code, ' ' order by leaves.node_code) as missing_pattern
    from missing_values
    inner join leaves on missing_values.leaf_number = leaves.leaf_number
    where missing_values.value_status = 'missing_skipped'
    group by
        leaves.index_code,
        missing_values.period_code,
        missing_values.unit_level,
        missing_values.area_number

),

missing_patterns as (

    select
        index_units.index_code,
        index_units.period_code,
        index_units.unit_level,
        index_units.area_number,
        area_numbers.area_code,
        coalesce(skipped.missing_pattern, '(none)') as missing_pattern
    from index_units
    inner join area_numbers on index_units.area_number = area_numbers.area_number
    left join skipped
        on
            index_units.index_code = skipped.index_code
            and index_units.period_code = skipped.period_code
            and index_units.unit_level = skipped.unit_level
            and index_units.area_number = skipped.area_number

)

select * from missing_patterns
