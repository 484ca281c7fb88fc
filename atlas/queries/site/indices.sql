-- The index with the most leaves comes first: the others of a publication are usually parts of it.
with

dim_node as (select * from dim_node),

tree_weights as (select * from tree_weights),

leaf_counts as (
    select
        index_code,
        count(*) as leaf_count
    from dim_node
    where is_leaf
    group by all
),

default_schemes as (
    select distinct
        index_code,
        scheme_code
    from tree_weights
    where is_default
),

origins as (
    select
        index_code,
        min(origin) as origin
    from fct_scores
    group by all
),

indices as (
    select
        dim_node.index_code,
        dim_node.name_zh,
        dim_node.name_en,
        origins.origin,
        default_schemes.scheme_code as default_scheme_code
    from dim_node
    inner join leaf_counts on dim_node.index_code = leaf_counts.index_code
    inner join default_schemes on dim_node.index_code = default_schemes.index_code
    inner join origins on dim_node.index_code = origins.index_code
    where dim_node.parent_count = 0
    order by leaf_counts.leaf_count desc, dim_node.index_code asc
)

select * from indices
