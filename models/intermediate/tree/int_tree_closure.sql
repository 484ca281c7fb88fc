-- The tree laid flat: every node with each leaf below it and the leaf's weight in it, the product of the edge weights
-- on the way down, added up over the ways where there are several. A leaf is the one leaf of itself, with weight 1.
-- depends_on: {{ ref('input_faults') }}
with recursive edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

ways_down as (

    select
        index_schemes.index_code,
        index_schemes.scheme_code,
        nodes.node_code,
        nodes.node_code as reached_node_code,
        cast(1 as double) as weight
    from index_schemes
    inner join nodes on index_schemes.index_code = nodes.index_code

    union all

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.node_code,
        edge_weights.node_code as reached_node_code,
        cast(ways_down.weight * edge_weights.weight as double) as weight
    from ways_down
    inner join edge_weights
        on
            ways_down.scheme_code = edge_weights.scheme_code
            and ways_down.reached_node_code = edge_weights.parent_node_code

),

tree_closure as (

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.node_code,
        ways_down.reached_node_code as leaf_node_code,
        cast(sum({{ exact_weight('ways_down.weight') }}) as double) as weight
    from ways_down
    inner join nodes on ways_down.reached_node_code = nodes.node_code
    where nodes.measure_code is not null
    group by
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.node_code,
        ways_down.reached_node_code

)

select * from tree_closure
