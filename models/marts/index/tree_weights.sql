-- The weight of every node below a root under each scheme: within its parent, and within the whole index.
-- depends_on: {{ ref('input_faults') }}
with edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

leaves_of_nodes as (

    select distinct
        scheme_code,
        node_code,
        leaf_node_code
    from tree_closure

),

index_weights as (

    -- what a node weighs in the index is what its leaves weigh in it
    select
        tree_closure.index_code,
        tree_closure.scheme_code,
        leaves_of_nodes.node_code,
        cast(sum({{ exact_weight('tree_closure.weight') }}) as double) as weight_in_index
    from tree_closure
    inner join leaves_of_nodes
        on
            tree_closure.scheme_code = leaves_of_nodes.scheme_code
            and tree_closure.leaf_node_code = leaves_of_nodes.leaf_node_code
    where tree_closure.node_code = tree_closure.index_code
    group by
        tree_closure.index_code,
        tree_closure.scheme_code,
        leaves_of_nodes.node_code

),

weights as (

    select
        edge_weights.index_code,
        edge_weights.scheme_code,
        edge_weights.is_default,
        edge_weights.parent_node_code,
        edge_weights.node_code,
        edge_weights.weight_scheme_code,
        edge_weights.weight as weight_in_parent,
        index_weights.weight_in_index
    from edge_weights
    inner join index_weights
        on
            edge_weights.index_code = index_weights.index_code
            and edge_weights.scheme_code = index_weights.scheme_code
            and edge_weights.node_code = index_weights.node_code

)

select
    index_code,
    scheme_code,
    is_default,
    parent_node_code,
    node_code,
    weight_scheme_code,
    weight_in_parent,
    weight_in_index
from weights
