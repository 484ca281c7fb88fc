{{ config(materialized='incremental', pre_hook="{{ delete_changed_units() }}") }}

-- The leaves that a unit of an index has no value for: nothing is left out in silence.
-- depends_on: {{ ref('int_units') }}
with index_units as (

    select * from {{ ref('int_index_units') }}
    {{ only_changed_units() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_units() }}

),

missing_values as (

    select
        leaves.leaf_number,
        index_units.unit_number
    from index_units
    inner join leaves on index_units.index_code = leaves.index_code
    left join unit_values
        on
            index_units.unit_number = unit_values.unit_number
            and leaves.cell_number = unit_values.cell_number
    where unit_values.cell_number is null

)

select * from missing_values
