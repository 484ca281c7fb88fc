{{ config(materialized='view') }}

-- The normalised values of the units in the periods whose leaves are analysed one by one.
with normalised_values as (

    select * from {{ ref('int_normalised_values') }}

),

recent_units as (

    select * from {{ ref('int_recent_units') }}

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
    inner join recent_units
        on
            normalised_values.unit_number = recent_units.unit_number
            and normalised_values.index_code = recent_units.index_code

)

select * from recent_leaf_values
