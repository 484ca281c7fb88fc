{{ config(materialized='view') }}

-- Ranks of all nodes, in every list; of the leaves in the latest periods (leaf_values_most).
with ranks as (

    select * from {{ ref('int_ranks') }}

),

leaf_ranks as (

    select * from {{ ref('int_leaf_ranks') }}

),

ranks_of_all_nodes as (

    select * from ranks

    union all

    select * from leaf_ranks

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    node_code,
    list_area_code,
    list_area_level,
    origin,
    score,
    rank,
    ranked_units
from ranks_of_all_nodes
