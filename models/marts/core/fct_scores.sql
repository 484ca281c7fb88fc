{{ config(materialized='view') }}

-- The score of every node. That of a leaf is its normalised value, under every scheme.
with inner_scores as (

    select * from {{ ref('int_scores') }}

),

leaf_scores as (

    select * from {{ ref('int_leaf_scores') }}

),

units as (

    select * from {{ ref('int_units') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

scores_of_all_nodes as (

    select
        unit_number,
        scheme_node_number,
        score,
        weight_present
    from inner_scores

    union all

    select
        unit_number,
        scheme_node_number,
        score,
        weight_present
    from leaf_scores

),

with_codes as (

    select
        scheme_nodes.index_code,
        scheme_nodes.scheme_code,
        units.period_code,
        units.unit_level,
        units.area_code,
        scheme_nodes.node_code,
        scheme_nodes.origin,
        scores_of_all_nodes.score,
        scores_of_all_nodes.weight_present
    from scores_of_all_nodes
    inner join units on scores_of_all_nodes.unit_number = units.unit_number
    inner join scheme_nodes on scores_of_all_nodes.scheme_node_number = scheme_nodes.scheme_node_number

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    node_code,
    origin,
    score,
    weight_present
from with_codes
