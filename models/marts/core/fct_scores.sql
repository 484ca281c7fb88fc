{{ config(materialized='view') }}

-- The score of every node. That of a leaf is its normalised value, under every scheme.
with scores as (

    select * from {{ ref('int_scores') }}

),

normalised_values as (

    select * from {{ ref('fct_normalised_values') }}

),

index_schemes as (

    -- off a table: a view of own data would need their files whenever somebody reads scores
    select distinct
        index_code,
        scheme_code
    from {{ ref('int_tree_closure') }}

),

scores_of_all_nodes as (

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
    from scores

    union all

    select
        normalised_values.index_code,
        index_schemes.scheme_code,
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_code,
        normalised_values.node_code,
        normalised_values.origin,
        {{ exact_value('normalised_values.normalised_value') }} as score,
        cast(case when normalised_values.normalised_value is null then 0 else 1 end as double) as weight_present
    from normalised_values
    inner join index_schemes on normalised_values.index_code = index_schemes.index_code
    where normalised_values.is_unit

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
from scores_of_all_nodes
