-- For every pattern of gaps: how much of a node's weight has a value below it, and whether that is enough for a score.
-- A node is scored out of its children, so one of them has to have a score, too: where all ask for more, it has none.
with recursive patterns as (

    select * from {{ ref('int_patterns') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

weighed as (

    -- the spaces keep a code from matching as a part of a longer one
    select
        tree_closure.index_code,
        tree_closure.scheme_code,
        patterns.pattern_number,
        tree_closure.node_code,
        cast(sum(
            case
                when position(' ' || tree_closure.leaf_node_code || ' ' in ' ' || patterns.missing_pattern || ' ') > 0
                    then 0
                else {{ exact_weight('tree_closure.weight') }}
            end
        ) as double) as weight_present
    from patterns
    inner join tree_closure on patterns.index_code = tree_closure.index_code
    group by
        tree_closure.index_code,
        tree_closure.scheme_code,
        patterns.pattern_number,
        tree_closure.node_code

),

judged as (

    -- weights are exact to 1e-15, so a node that needs all of its weight may miss it by rounding alone
    select
        weighed.index_code,
        weighed.scheme_code,
        weighed.pattern_number,
        weighed.node_code,
        weighed.weight_present,
        nodes.measure_code is not null as is_leaf,
        weighed.weight_present > 0
        and weighed.weight_present >= nodes.minimum_weight_present - 1e-12 as has_enough
    from weighed
    inner join nodes on weighed.node_code = nodes.node_code

),

ways_up as (

    select
        scheme_code,
        pattern_number,
        index_code,
        node_code
    from judged
    where is_leaf and has_enough

    {{ union_of_new_rows() }}

    select
        judged.scheme_code,
        judged.pattern_number,
        judged.index_code,
        judged.node_code
    from ways_up
    inner join edge_weights
        on
            ways_up.index_code = edge_weights.index_code
            and ways_up.scheme_code = edge_weights.scheme_code
            and ways_up.node_code = edge_weights.node_code
    inner join judged
        on
            ways_up.index_code = judged.index_code
            and ways_up.scheme_code = judged.scheme_code
            and ways_up.pattern_number = judged.pattern_number
            and edge_weights.parent_node_code = judged.node_code
    where edge_weights.weight > 0 and judged.has_enough

),

scored_nodes as (

    select distinct
        scheme_code,
        pattern_number,
        index_code,
        node_code
    from ways_up

),

pattern_nodes as (

    select
        judged.index_code,
        judged.scheme_code,
        judged.pattern_number,
        judged.node_code,
        judged.weight_present,
        scored_nodes.node_code is not null as has_score
    from judged
    left join scored_nodes
        on
            judged.index_code = scored_nodes.index_code
            and judged.scheme_code = scored_nodes.scheme_code
            and judged.pattern_number = scored_nodes.pattern_number
            and judged.node_code = scored_nodes.node_code

)

select * from pattern_nodes
