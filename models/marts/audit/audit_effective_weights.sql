-- Which weights were the totals of the report computed with? The printed weights and the rounded ones beside the ones
-- that least squares finds in the printed totals.
with estimated_weights as (

    select * from {{ ref('int_estimated_weights') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

scheme_weights as (

    select
        nodes.pillar_code,
        max(case when tree_closure.scheme_code = 'stated' then tree_closure.weight end) as stated_weight,
        max(case when tree_closure.scheme_code = 'as_computed' then tree_closure.weight end) as as_computed_weight
    from tree_closure
    inner join nodes on tree_closure.leaf_node_code = nodes.node_code
    where tree_closure.node_code = 'report_2016_published'
    group by nodes.pillar_code

),

effective_weights as (

    select
        scheme_weights.pillar_code,
        'published' as origin,
        scheme_weights.stated_weight,
        scheme_weights.as_computed_weight,
        estimated_weights.estimated_weight,
        estimated_weights.standard_error,
        estimated_weights.observation_count,
        (estimated_weights.estimated_weight - scheme_weights.stated_weight) / estimated_weights.standard_error
            as stated_distance_in_standard_errors,
        (estimated_weights.estimated_weight - scheme_weights.as_computed_weight) / estimated_weights.standard_error
            as as_computed_distance_in_standard_errors
    from scheme_weights
    inner join estimated_weights on scheme_weights.pillar_code = estimated_weights.pillar_code

)

select
    pillar_code,
    origin,
    stated_weight,
    as_computed_weight,
    estimated_weight,
    standard_error,
    stated_distance_in_standard_errors,
    as_computed_distance_in_standard_errors,
    observation_count
from effective_weights
