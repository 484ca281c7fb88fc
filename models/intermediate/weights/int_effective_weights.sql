-- The weights really used, for every pattern of gaps: in each group of siblings the weights of those that have a score
-- are rescaled to add up to 1, then multiplied down to the leaf.
with recursive pattern_nodes as (

    select * from {{ ref('int_pattern_nodes') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

),

edges_present as (

    select
        edge_weights.scheme_code,
        pattern_nodes.missing_pattern,
        edge_weights.parent_node_code,
        edge_weights.node_code,
        edge_weights.weight / cast(
            sum({{ exact_weight('edge_weights.weight') }}) over (
                partition by
                    edge_weights.scheme_code,
                    pattern_nodes.missing_pattern,
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

),

ways_down as (

    select
        index_code,
        scheme_code,
        missing_pattern,
        node_code,
        node_code as reached_node_code,
        cast(1 as double) as weight
    from pattern_nodes
    where has_score

    union all

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.missing_pattern,
        ways_down.node_code,
        edges_present.node_code as reached_node_code,
        ways_down.weight * edges_present.weight as weight
    from ways_down
    inner join edges_present
        on
            ways_down.scheme_code = edges_present.scheme_code
            and ways_down.missing_pattern = edges_present.missing_pattern
            and ways_down.reached_node_code = edges_present.parent_node_code

),

effective_weights as (

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.missing_pattern,
        ways_down.node_code,
        ways_down.reached_node_code as leaf_node_code,
        cast(sum({{ exact_weight('ways_down.weight') }}) as double) as weight
    from ways_down
    inner join nodes on ways_down.reached_node_code = nodes.node_code
    where nodes.measure_code is not null
    group by
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.missing_pattern,
        ways_down.node_code,
        ways_down.reached_node_code

)

select * from effective_weights
