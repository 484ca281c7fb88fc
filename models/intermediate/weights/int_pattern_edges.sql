-- The edges that are left under every pattern of gaps: in each group of siblings the weights of those that have a score
-- are rescaled to add up to 1.
with pattern_nodes as (

    select * from {{ ref('int_pattern_nodes') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

pattern_edges as (

    select
        edge_weights.index_code,
        edge_weights.scheme_code,
        pattern_nodes.pattern_number,
        edge_weights.parent_node_code,
        edge_weights.node_code,
        edge_weights.weight / cast(
            sum({{ exact_weight('edge_weights.weight') }}) over (
                partition by
                    edge_weights.scheme_code,
                    pattern_nodes.pattern_number,
                    edge_weights.parent_node_code
            ) as double
        ) as weight
    from edge_weights
    inner join pattern_nodes
        on
            edge_weights.index_code = pattern_nodes.index_code
            and edge_weights.scheme_code = pattern_nodes.scheme_code
            and edge_weights.node_code = pattern_nodes.node_code
    where pattern_nodes.has_score and edge_weights.weight > 0

)

select * from pattern_edges
