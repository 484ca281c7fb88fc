{{ config(materialized='view') }}

-- Ranks of all nodes, in every list; of the leaves in the latest periods (leaf_values_most).
with inner_ranks as (

    select * from {{ ref('int_ranks') }}

),

leaf_ranks as (

    select * from {{ ref('int_leaf_ranks') }}

),

units as (

    select * from {{ ref('int_units') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

list_areas as (

    select * from {{ ref('int_area_numbers') }}

),

ranks_of_all_nodes as (

    select * from inner_ranks

    union all

    select * from leaf_ranks

),

with_codes as (

    select
        scheme_nodes.index_code,
        scheme_nodes.scheme_code,
        units.period_code,
        units.unit_level,
        units.area_code,
        scheme_nodes.node_code,
        list_areas.area_code as list_area_code,
        list_areas.area_level as list_area_level,
        scheme_nodes.origin,
        ranks_of_all_nodes.score,
        ranks_of_all_nodes.rank,
        ranks_of_all_nodes.ranked_units
    from ranks_of_all_nodes
    inner join units on ranks_of_all_nodes.unit_number = units.unit_number
    inner join scheme_nodes on ranks_of_all_nodes.scheme_node_number = scheme_nodes.scheme_node_number
    inner join list_areas on ranks_of_all_nodes.list_area_number = list_areas.area_number

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
from with_codes
