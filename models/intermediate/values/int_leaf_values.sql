{{ config(materialized='view') }}

-- What every leaf has to normalise in every unit, missing values included.
-- Where the base of a share is the nation, the part that belongs to no unit has rows of its own (is_unit = false).
with unit_values as (

    select * from {{ ref('int_unit_values') }}

),

missing_values as (

    select * from {{ ref('int_missing_values') }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

units as (

    select * from {{ ref('int_units') }}

),

leaf_values as (

    select
        leaves.leaf_number,
        unit_values.unit_number,
        units.period_level_number,
        units.period_code,
        units.unit_level,
        units.area_code,
        units.is_unit,
        unit_values.value,
        'recorded' as value_status,
        unit_values.value as counted_value
    from unit_values
    inner join units on unit_values.unit_number = units.unit_number
    inner join leaves on unit_values.cell_number = leaves.cell_number
    where units.is_unit or leaves.denominator = 'nation'

    union all

    -- no activity is a value of 0 that minimum, mean and rank see, too
    select
        leaves.leaf_number,
        missing_values.unit_number,
        units.period_level_number,
        units.period_code,
        units.unit_level,
        units.area_code,
        true as is_unit,
        cast(null as double) as value,
        case when leaves.missing_rule = 'zero' then 'missing_as_zero' else 'missing_skipped' end as value_status,
        case when leaves.missing_rule = 'zero' then cast(0 as double) end as counted_value
    from missing_values
    inner join units on missing_values.unit_number = units.unit_number
    inner join leaves on missing_values.leaf_number = leaves.leaf_number

)

select * from leaf_values
