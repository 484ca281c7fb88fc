{{ config(materialized='view') }}

-- The score of a leaf is its normalised value, under every scheme.
with normalised_values as (

    select * from {{ ref('int_normalised_values') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

leaf_scores as (

    select
        normalised_values.unit_number,
        scheme_nodes.scheme_node_number,
        normalised_values.index_code,
        {{ exact_value('normalised_values.normalised_value') }} as score,
        cast(case when normalised_values.normalised_value is null then 0 else 1 end as double) as weight_present
    from normalised_values
    inner join scheme_nodes on normalised_values.node_code = scheme_nodes.node_code
    where normalised_values.is_unit

)

select * from leaf_scores
