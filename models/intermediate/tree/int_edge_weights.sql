-- The weight of every edge of every index under each of its schemes. A scheme gives the groups that it names and
-- takes the others from the scheme that it inherits from; the nearest one that names a group wins.
with recursive weight_schemes as (

    select * from {{ ref('stg_methodology__weight_schemes') }}

),

weights as (

    select * from {{ ref('stg_methodology__weights') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

expert_weights as (

    select * from {{ ref('int_expert_weights') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

scheme_ancestors as (

    select
        scheme_code,
        scheme_code as ancestor_scheme_code,
        inherits_from as next_scheme_code,
        0 as distance
    from weight_schemes

    union all

    select
        scheme_ancestors.scheme_code,
        weight_schemes.scheme_code as ancestor_scheme_code,
        weight_schemes.inherits_from as next_scheme_code,
        scheme_ancestors.distance + 1 as distance
    from scheme_ancestors
    inner join weight_schemes on scheme_ancestors.next_scheme_code = weight_schemes.scheme_code
    where scheme_ancestors.distance < 20

),

edges as (

    select
        nodes.index_code,
        node_edges.parent_node_code,
        node_edges.node_code,
        1.0 / count(*) over (partition by node_edges.parent_node_code) as equal_weight
    from node_edges
    inner join nodes on node_edges.parent_node_code = nodes.node_code

),

named_groups as (

    select distinct
        scheme_code,
        parent_node_code
    from weights

    union

    select
        weight_schemes.scheme_code,
        edges.parent_node_code
    from weight_schemes
    cross join edges
    where weight_schemes.weighting_method = 'equal'

    union

    select
        weight_schemes.scheme_code,
        expert_weights.parent_node_code
    from weight_schemes
    cross join expert_weights
    where weight_schemes.weighting_method = 'expert' and expert_weights.weight is not null

),

group_candidates as (

    select
        scheme_ancestors.scheme_code,
        named_groups.parent_node_code,
        scheme_ancestors.ancestor_scheme_code,
        row_number() over (
            partition by scheme_ancestors.scheme_code, named_groups.parent_node_code
            order by scheme_ancestors.distance
        ) as nearness
    from scheme_ancestors
    inner join named_groups on scheme_ancestors.ancestor_scheme_code = named_groups.scheme_code

),

edge_weights as (

    -- left joins: an edge without a weight has to show up, so that the input check can name it
    select
        edges.index_code,
        index_schemes.scheme_code,
        index_schemes.is_default,
        edges.parent_node_code,
        edges.node_code,
        group_candidates.ancestor_scheme_code as weight_scheme_code,
        case weight_schemes.weighting_method
            when 'equal' then edges.equal_weight
            when 'expert' then expert_weights.weight
            else weights.weight
        end as weight
    from index_schemes
    inner join edges on index_schemes.index_code = edges.index_code
    left join group_candidates
        on
            index_schemes.scheme_code = group_candidates.scheme_code
            and edges.parent_node_code = group_candidates.parent_node_code
            and group_candidates.nearness = 1
    left join weight_schemes on group_candidates.ancestor_scheme_code = weight_schemes.scheme_code
    left join weights
        on
            group_candidates.ancestor_scheme_code = weights.scheme_code
            and edges.parent_node_code = weights.parent_node_code
            and edges.node_code = weights.node_code
    left join expert_weights
        on
            edges.parent_node_code = expert_weights.parent_node_code
            and edges.node_code = expert_weights.node_code

)

select * from edge_weights
