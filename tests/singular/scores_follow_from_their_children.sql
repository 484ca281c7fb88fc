-- An independent way up the tree: the score of a node is the mean of its children's scores, arithmetic, geometric or
-- harmonic as the node says, weighted with the weights of the edges, over the children that have one. Returns the nodes
-- where the flattened tree or the stages say something else.
with scores_of_all_nodes as (

    select
        unit_number,
        scheme_node_number,
        score
    from {{ ref('int_scores') }}

    union all

    select
        unit_number,
        scheme_node_number,
        score
    from {{ ref('int_leaf_scores') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

scores as (

    select
        scores_of_all_nodes.unit_number,
        scheme_nodes.scheme_code,
        scheme_nodes.node_code,
        scores_of_all_nodes.score
    from scores_of_all_nodes
    inner join scheme_nodes on scores_of_all_nodes.scheme_node_number = scheme_nodes.scheme_node_number
    where
        scores_of_all_nodes.unit_number in (
            select recent_units.unit_number from {{ ref('int_recent_units') }} as recent_units
        )

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

summed as (

    -- zero and less have no logarithm and no reciprocal; a zero makes these means zero
    select
        children.scheme_code,
        children.unit_number,
        nodes.node_code,
        nodes.aggregation,
        min(children.score) as lowest,
        sum(edge_weights.weight) as weight,
        sum(edge_weights.weight * cast(children.score as double)) as weighted,
        sum(
            case when children.score > 0 then edge_weights.weight * ln(cast(children.score as double)) end
        ) as logarithms,
        sum(case when children.score > 0 then edge_weights.weight / cast(children.score as double) end) as reciprocals
    from scores as children
    inner join edge_weights
        on
            children.scheme_code = edge_weights.scheme_code
            and children.node_code = edge_weights.node_code
    inner join nodes on edge_weights.parent_node_code = nodes.node_code
    where children.score is not null and edge_weights.weight > 0
    group by
        children.scheme_code,
        children.unit_number,
        nodes.node_code,
        nodes.aggregation

),

from_children as (

    select
        *,
        case
            when aggregation = 'arithmetic' then weighted / weight
            when lowest = 0 then 0
            when aggregation = 'geometric' then exp(logarithms / weight)
            when aggregation = 'harmonic' then weight / reciprocals
        end as score
    from summed

)

select
    scores.scheme_code,
    scores.unit_number,
    scores.node_code,
    scores.score,
    from_children.score as score_from_children
from scores
inner join from_children
    on
        scores.scheme_code = from_children.scheme_code
        and scores.unit_number = from_children.unit_number
        and scores.node_code = from_children.node_code
where
    scores.score is not null
    and coalesce(abs(cast(scores.score as double) - from_children.score) > 1e-9 * (1 + abs(from_children.score)), true)
