-- Every node under every scheme of its index, with a number: long tables keep it in the place of the two codes. It
-- follows from the methodology alone, so that periods that are left alone keep theirs.
with tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

index_origins as (

    -- the sources of an index are of one origin
    select distinct
        index_code,
        origin
    from {{ ref('int_leaves') }}

),

scored_nodes as (

    select distinct
        index_code,
        scheme_code,
        node_code
    from tree_closure

),

scheme_nodes as (

    select
        scored_nodes.index_code,
        scored_nodes.scheme_code,
        scored_nodes.node_code,
        index_origins.origin,
        cast(row_number() over (
            order by
                scored_nodes.scheme_code,
                scored_nodes.node_code
        ) as integer) as scheme_node_number,
        nodes.measure_code is not null as is_leaf
    from scored_nodes
    inner join nodes on scored_nodes.node_code = nodes.node_code
    inner join index_origins on scored_nodes.index_code = index_origins.index_code

)

select * from scheme_nodes
