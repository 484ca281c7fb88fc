{{ config(materialized='view') }}

-- The ledger: what each leaf adds to the score of each node above it.
with contributions as (

    select * from {{ ref('int_contributions') }}

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    node_code,
    leaf_node_code,
    origin,
    weight,
    normalised_value,
    contribution
from contributions
