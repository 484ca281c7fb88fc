{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- A unit takes part in an index in a period as soon as it has one value for it.
-- depends_on: {{ ref('int_changed_periods') }}
with unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_periods() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

index_units as (

    select distinct
        leaves.index_code,
        unit_values.period_code,
        unit_values.unit_level,
        unit_values.area_number
    from unit_values
    inner join leaves on unit_values.cell_number = leaves.cell_number
    where unit_values.is_unit

)

select * from index_units
