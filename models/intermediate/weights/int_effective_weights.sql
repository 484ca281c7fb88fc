-- The weights really used, for every pattern of gaps: the rescaled weights of the edges, multiplied down to the leaf
-- and added up over the ways.
with recursive pattern_nodes as (

    select * from {{ ref('int_pattern_nodes') }}

),

pattern_edges as (

    select * from {{ ref('int_pattern_edges') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

ways_down as (

    select
        index_code,
        scheme_code,
        pattern_number,
        node_code,
        node_code as reached_node_code,
        cast(1 as double) as weight
    from pattern_nodes
    where has_score

    union all

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.pattern_number,
        ways_down.node_code,
        pattern_edges.node_code as reached_node_code,
        cast(ways_down.weight * pattern_edges.weight as double) as weight
    from ways_down
    inner join pattern_edges
        on
            ways_down.scheme_code = pattern_edges.scheme_code
            and ways_down.pattern_number = pattern_edges.pattern_number
            and ways_down.reached_node_code = pattern_edges.parent_node_code

),

effective_weights as (

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.pattern_number,
        ways_down.node_code,
        ways_down.reached_node_code as leaf_node_code,
        cast(sum({{ exact_weight('ways_down.weight') }}) as double) as weight
    from ways_down
    inner join nodes on ways_down.reached_node_code = nodes.node_code
    where nodes.measure_code is not null
    group by
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.pattern_number,
        ways_down.node_code,
        ways_down.reached_node_code

)

select * from effective_weights
