{{ config(materialized='incremental', pre_hook="{{ delete_changed_units() }}") }}

-- A unit takes part in an index in a period as soon as it has one value for it.
with unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_units() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

units as (

    select * from {{ ref('int_units') }}

),

index_units as (

    select distinct
        leaves.index_code,
        unit_values.unit_number
    from unit_values
    inner join leaves on unit_values.cell_number = leaves.cell_number
    inner join units on unit_values.unit_number = units.unit_number
    where units.is_unit

)

select * from index_units
