-- For every pattern of gaps: how much of a node's weight has a value below it, and whether that is enough for a score.
with missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

patterns as (

    select distinct
        index_code,
        missing_pattern
    from missing_patterns

),

weighed as (

    -- the spaces keep a code from matching as a part of a longer one
    select
        tree_closure.index_code,
        tree_closure.scheme_code,
        patterns.missing_pattern,
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
        patterns.missing_pattern,
        tree_closure.node_code

),

pattern_nodes as (

    -- weights are exact to 1e-15, so a node that needs all of its weight may miss it by rounding alone
    select
        weighed.index_code,
        weighed.scheme_code,
        weighed.missing_pattern,
        weighed.node_code,
        weighed.weight_present,
        weighed.weight_present > 0
        and weighed.weight_present >= nodes.minimum_weight_present - 1e-12 as has_score
    from weighed
    inner join nodes on weighed.node_code = nodes.node_code

)

select * from pattern_nodes
