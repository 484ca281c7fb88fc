-- The edges of each tree with their default weights and a number, in the order of the codes: the place of an edge in
-- every list of weights, and of its parent in every list of sums.
with edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

numbered_edges as (

    select
        index_code,
        scheme_code,
        parent_node_code,
        node_code,
        weight,
        row_number() over (
            partition by index_code
            order by
                parent_node_code,
                node_code
        ) as edge_number,
        dense_rank() over (
            partition by index_code
            order by parent_node_code
        ) as parent_number
    from edge_weights
    where is_default

)

select * from numbered_edges
