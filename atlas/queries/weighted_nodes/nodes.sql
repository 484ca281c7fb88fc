-- The two levels below the root, whose weights can be moved, and how their scores are combined.
with

dim_node as (
    select * from dim_node
    where depth <= 2
),

tree_weights as (
    select * from tree_weights
    where is_default
),

weighted as (
    select
        dim_node.index_code,
        dim_node.node_code,
        tree_weights.parent_node_code,
        dim_node.depth,
        dim_node.name_zh,
        dim_node.name_en,
        dim_node.aggregation,
        dim_node.minimum_weight_present,
        tree_weights.weight_in_parent
    from dim_node
    left join tree_weights
        on dim_node.index_code = tree_weights.index_code and dim_node.node_code = tree_weights.node_code
    order by dim_node.index_code, dim_node.path, tree_weights.parent_node_code
)

select * from weighted
