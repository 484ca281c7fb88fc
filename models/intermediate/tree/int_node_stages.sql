-- How many times the mean changes on the way up to a node, at most: with arithmetic pillars of leaves under a geometric
-- index the pillars are of stage 1 and the index of stage 2. Nodes of one stage can be worked out at once.
with recursive nodes as (

    select * from {{ ref('int_nodes') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

ways_down as (

    -- this stands before the check for cycles, so it has to end in a loop, too: by the number of steps
    select
        node_code,
        node_code as reached_node_code,
        aggregation,
        1 as stage_number,
        1 as step_number
    from nodes
    where aggregation is not null

    {{ union_of_new_rows() }}

    select
        ways_down.node_code,
        nodes.node_code as reached_node_code,
        nodes.aggregation,
        case when nodes.aggregation = ways_down.aggregation then 0 else 1 end + ways_down.stage_number as stage_number,
        ways_down.step_number + 1 as step_number
    from ways_down
    inner join node_edges on ways_down.reached_node_code = node_edges.parent_node_code
    inner join nodes on node_edges.node_code = nodes.node_code
    where
        nodes.aggregation is not null
        and ways_down.stage_number <= {{ var('most_stages') }}
        and ways_down.step_number < {{ most_steps() }}

),

node_stages as (

    select
        node_code,
        max(stage_number) as stage_number
    from ways_down
    group by node_code

)

select * from node_stages
