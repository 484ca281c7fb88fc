{{ config(materialized='view') }}

-- The normalised values of the units in the periods whose leaves are analysed one by one.
with normalised_values as (

    select * from {{ ref('fct_normalised_values') }}

),

leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

recent_leaf_values as (

    select
        normalised_values.index_code,
        normalised_values.node_code,
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_code,
        normalised_values.is_unit,
        normalised_values.origin,
        normalised_values.value,
        normalised_values.total,
        normalised_values.value_status,
        normalised_values.normalised_value
    from normalised_values
    inner join leaf_periods
        on
            normalised_values.index_code = leaf_periods.index_code
            and normalised_values.period_code = leaf_periods.period_code
    where normalised_values.is_unit

)

select * from recent_leaf_values
