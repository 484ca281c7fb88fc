{{ config(materialized='view') }}

-- The normalised value of every leaf in every unit, missing ones included, each by the normalisation that the leaf asks
-- for. Where the base of a share is the nation, the part of no unit has rows of its own (is_unit = false).
with normalised_values as (

    select * from {{ ref('int_normalised_values') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

with_period_start as (

    select
        normalised_values.*,
        periods.period_start
    from normalised_values
    inner join periods on normalised_values.period_code = periods.period_code

)

select
    index_code,
    node_code,
    period_code,
    period_start,
    unit_level,
    area_code,
    is_unit,
    origin,
    value,
    total,
    value_status,
    normalised_value
from with_period_start
