with

dim_node as (select * from dim_node),

tree_weights as (
    select * from tree_weights
    where is_default
),

nodes as (
    select
        dim_node.index_code,
        dim_node.node_code,
        dim_node.parent_node_code,
        dim_node.node_kind,
        dim_node.pillar_code,
        dim_node.depth,
        dim_node.name_zh,
        dim_node.name_en,
        tree_weights.weight_in_parent
    from dim_node
    left join tree_weights
        on
            dim_node.index_code = tree_weights.index_code
            and dim_node.node_code = tree_weights.node_code
            and dim_node.parent_node_code = tree_weights.parent_node_code
    where not dim_node.is_leaf
    order by dim_node.index_code, dim_node.path
)

select * from nodes
