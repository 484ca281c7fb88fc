{{ config(materialized='view') }}

-- The normalised value of every leaf in every unit, missing ones included, each by the normalisation that the leaf asks
-- for. Where the base of a share is the nation, the part of no unit has rows of its own (is_unit = false).
with normalised_values as (

    select * from {{ ref('int_normalised_values') }}

)

select
    index_code,
    node_code,
    period_code,
    unit_level,
    area_code,
    is_unit,
    origin,
    value,
    total,
    value_status,
    normalised_value
from normalised_values
