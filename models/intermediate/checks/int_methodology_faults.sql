-- Faults of measures, trees and weights: one row for each broken rule, naming table, key and value.
with recursive measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

weight_schemes as (

    select * from {{ ref('stg_methodology__weight_schemes') }}

),

weights as (

    select * from {{ ref('stg_methodology__weights') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

expert_scores as (

    select * from {{ ref('stg_methodology__expert_scores') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

leaves as (

    select * from nodes
    where measure_code is not null

),

values_not_allowed as (

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'normalisation=' || coalesce(normalisation, '') as faulty_value,
        'normalisation is share_of_total or none' as broken_rule
    from leaves
    where coalesce(normalisation, '') not in ('share_of_total', 'none')

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'missing_rule=' || coalesce(missing_rule, '') as faulty_value,
        'missing_rule is zero or skip' as broken_rule
    from leaves
    where coalesce(missing_rule, '') not in ('zero', 'skip')

),

other_faults as (

    select
        'measures' as table_name,
        'measure_code=' || measure_code as row_key,
        'upper_bound=' as faulty_value,
        'a measure of which less is better has an upper bound to count down from' as broken_rule
    from measures
    where direction = 'less_is_better' and upper_bound is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'denominator=' || coalesce(denominator, '') as faulty_value,
        'a leaf whose normalisation is share_of_total has nation or units as its denominator' as broken_rule
    from leaves
    where normalisation = 'share_of_total' and coalesce(denominator, '') not in ('nation', 'units')

    union all

    select
        'nodes' as table_name,
        'node_code=' || leaves.node_code as row_key,
        'measure_code=' || leaves.measure_code as faulty_value,
        'a node with a measure is a leaf: it has no children' as broken_rule
    from leaves
    inner join node_edges on leaves.node_code = node_edges.parent_node_code

    union all

    select
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        'measure_code=' as faulty_value,
        'a node without children has a measure' as broken_rule
    from nodes
    left join node_edges on nodes.node_code = node_edges.parent_node_code
    where node_edges.parent_node_code is null and nodes.measure_code is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        'index_code=' || nodes.index_code as faulty_value,
        'every node but the root of its index has a parent' as broken_rule
    from nodes
    left join node_edges on nodes.node_code = node_edges.node_code
    where node_edges.node_code is null and nodes.node_code != nodes.index_code

    union all

    select
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        'index_code=' || nodes.index_code as faulty_value,
        'index_code is that of a root, a node whose code is its index_code' as broken_rule
    from nodes
    inner join nodes as roots on nodes.index_code = roots.node_code
    where roots.node_code != roots.index_code

    union all

    select
        'node_edges' as table_name,
        'parent_node_code=' || node_edges.parent_node_code || ', node_code=' || node_edges.node_code as row_key,
        'node_code=' || node_edges.node_code as faulty_value,
        'the root of an index has no parent' as broken_rule
    from node_edges
    inner join nodes on node_edges.node_code = nodes.node_code
    where nodes.node_code = nodes.index_code

    union all

    select
        'node_edges' as table_name,
        'parent_node_code=' || node_edges.parent_node_code || ', node_code=' || node_edges.node_code as row_key,
        'index_code=' || nodes.index_code as faulty_value,
        'parent and child belong to the same index' as broken_rule
    from node_edges
    inner join nodes on node_edges.node_code = nodes.node_code
    inner join nodes as parents on node_edges.parent_node_code = parents.node_code
    where nodes.index_code != parents.index_code

    union all

    select
        'nodes' as table_name,
        'index_code=' || leaves.index_code as row_key,
        cast(count(distinct sources.origin) as varchar) || ' origins' as faulty_value,
        'all measures of an index have sources of one origin, so that published and other data never mix' as broken_rule
    from leaves
    inner join measures on leaves.measure_code = measures.measure_code
    inner join sources on measures.source_code = sources.source_code
    group by leaves.index_code
    having count(distinct sources.origin) > 1

    union all

    select
        'index_schemes' as table_name,
        'index_code=' || index_code as row_key,
        cast(sum(case when is_default then 1 else 0 end) as varchar) || ' defaults' as faulty_value,
        'an index has exactly one default scheme' as broken_rule
    from index_schemes
    group by index_code
    having sum(case when is_default then 1 else 0 end) != 1

),

below as (

    -- a union without all ends in a loop, too: it stops when nothing new is reached
    select
        parent_node_code as node_code,
        node_code as reached_node_code
    from node_edges

    union

    select
        below.node_code,
        node_edges.node_code as reached_node_code
    from below
    inner join node_edges on below.reached_node_code = node_edges.parent_node_code

),

cycles as (

    select
        'node_edges' as table_name,
        'node_code=' || node_code as row_key,
        'node_code=' || node_code as faulty_value,
        'no node lies below itself' as broken_rule
    from below
    where node_code = reached_node_code

),

weight_faults as (

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'edge_weights') }} as row_key,
        'no weight' as faulty_value,
        'every child has a weight under every scheme of its index' as broken_rule
    from edge_weights
    where weight is null

    union all

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'weights') }} as row_key,
        'weight=' || cast(weights.weight as varchar) as faulty_value,
        'a weight belongs to an edge of the tree' as broken_rule
    from weights
    left join node_edges
        on
            weights.parent_node_code = node_edges.parent_node_code
            and weights.node_code = node_edges.node_code
    where node_edges.node_code is null

    union all

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code'], 'weights') }} as row_key,
        'sum of weights=' || cast(sum({{ exact_weight('weight') }}) as varchar) as faulty_value,
        'the weights of a group of siblings add up to 1' as broken_rule
    from weights
    where weight between 0 and 1
    group by
        scheme_code,
        parent_node_code
    having abs(sum({{ exact_weight('weight') }}) - 1) > 0.000000001

),

experts as (

    select distinct expert_code
    from expert_scores

),

scored_nodes as (

    select distinct node_code
    from expert_scores

),

expert_score_faults as (

    select
        'expert_scores' as table_name,
        'expert_code=' || experts.expert_code || ', node_code=' || scored_nodes.node_code as row_key,
        'no score' as faulty_value,
        'every expert scores every item of the sheet' as broken_rule
    from experts
    cross join scored_nodes
    left join expert_scores
        on
            experts.expert_code = expert_scores.expert_code
            and scored_nodes.node_code = expert_scores.node_code
    where expert_scores.expert_code is null

),

methodology_faults as (

    select * from values_not_allowed
    union all
    select * from other_faults
    union all
    select * from cycles
    union all
    select * from weight_faults
    union all
    select * from expert_score_faults

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from methodology_faults
