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

leaf_values as (

    select
        leaves.leaf_number,
        unit_values.period_code,
        unit_values.unit_level,
        unit_values.area_number,
        unit_values.is_unit,
        unit_values.value,
        'recorded' as value_status,
        unit_values.value as counted_value
    from unit_values
    inner join leaves on unit_values.cell_number = leaves.cell_number
    where unit_values.is_unit or leaves.denominator = 'nation'

    union all

    -- no activity is a value of 0 that minimum, mean and rank see, too
    select
        leaf_number,
        period_code,
        unit_level,
        area_number,
        true as is_unit,
        cast(null as double) as value,
        value_status,
        case when value_status = 'missing_as_zero' then cast(0 as double) end as counted_value
    from missing_values

)

select * from leaf_values
