-- Within a block of nodes with one mean the weights multiply, as means of the same kind compose. So each node of an
-- index with several means is a mean of its frontier: the leaves, and the nodes with another mean, that are reached
-- through nodes of its own mean. Indices with nothing but arithmetic means need none of this.
with recursive pattern_nodes as (

    select * from {{ ref('int_pattern_nodes') }}

),

pattern_edges as (

    select * from {{ ref('int_pattern_edges') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

mixed_indices as (

    select distinct index_code
    from nodes
    where aggregation != 'arithmetic'

),

starts as (

    select
        pattern_nodes.index_code,
        pattern_nodes.scheme_code,
        pattern_nodes.pattern_number,
        pattern_nodes.node_code,
        nodes.aggregation
    from pattern_nodes
    inner join nodes on pattern_nodes.node_code = nodes.node_code
    where
        pattern_nodes.has_score
        and nodes.aggregation is not null
        and pattern_nodes.index_code in (select mixed_indices.index_code from mixed_indices)

),

ways_down as (

    select
        index_code,
        scheme_code,
        pattern_number,
        node_code,
        aggregation,
        node_code as reached_node_code,
        aggregation as reached_aggregation,
        cast(1 as double) as weight
    from starts

    union all

    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.pattern_number,
        ways_down.node_code,
        ways_down.aggregation,
        pattern_edges.node_code as reached_node_code,
        nodes.aggregation as reached_aggregation,
        cast(ways_down.weight * pattern_edges.weight as double) as weight
    from ways_down
    inner join pattern_edges
        on
            ways_down.scheme_code = pattern_edges.scheme_code
            and ways_down.pattern_number = pattern_edges.pattern_number
            and ways_down.reached_node_code = pattern_edges.parent_node_code
    inner join nodes on pattern_edges.node_code = nodes.node_code
    where ways_down.reached_aggregation = ways_down.aggregation

),

frontier_weights as (

    -- a leaf has no mean
    select
        index_code,
        scheme_code,
        pattern_number,
        node_code,
        aggregation,
        reached_node_code as frontier_node_code,
        cast(sum({{ exact_weight('weight') }}) as double) as weight
    from ways_down
    where reached_aggregation is null or reached_aggregation != aggregation
    group by
        index_code,
        scheme_code,
        pattern_number,
        node_code,
        aggregation,
        reached_node_code

)

select * from frontier_weights
