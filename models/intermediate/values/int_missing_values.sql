{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- The leaves that a unit of an index has no value for: nothing is left out in silence.
-- depends_on: {{ ref('int_changed_periods') }}
with index_units as (

    select * from {{ ref('int_index_units') }}
    {{ only_changed_periods() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_periods() }}

),

missing_values as (

    select
        leaves.leaf_number,
        index_units.period_code,
        index_units.unit_level,
        index_units.area_number,
        case
            when leaves.missing_rule = 'zero' then 'missing_as_zero'
            else 'missing_skipped'
        end as value_status
    from index_units
    inner join leaves on index_units.index_code = leaves.index_code
    left join unit_values
        on
            index_units.period_code = unit_values.period_code
            and index_units.unit_level = unit_values.unit_level
            and index_units.area_number = unit_values.area_number
            and leaves.cell_number = unit_values.cell_number
    where unit_values.cell_number is null

)

select * from missing_values
