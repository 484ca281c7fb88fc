-- Expert weights: what all experts together gave a node, as a part of what they gave it and its siblings.
with expert_scores as (

    select * from {{ ref('stg_methodology__expert_scores') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

node_sums as (

    -- scores are whole numbers, so the order of this sum does not matter
    select
        node_code,
        sum(expert_score) as score_sum
    from expert_scores
    group by node_code

),

expert_weights as (

    select
        node_edges.parent_node_code,
        node_edges.node_code,
        node_sums.score_sum / sum(node_sums.score_sum) over (partition by node_edges.parent_node_code) as weight
    from node_edges
    left join node_sums on node_edges.node_code = node_sums.node_code

)

select * from expert_weights
