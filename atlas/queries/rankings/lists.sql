-- The lists that the index defines; those of the embedded one are the lists that its report prints. A list has the name
-- of its node, which may be a leaf.
with

ranking_lists as (select * from ranking_lists),

dim_node as (select * from dim_node),

default_schemes as (
    select * from tree_weights
    where is_default
),

lists as (
    select
        ranking_lists.index_code,
        ranking_lists.period_code,
        ranking_lists.unit_level,
        ranking_lists.list_code,
        ranking_lists.list_name_zh,
        ranking_lists.list_name_en,
        ranking_lists.node_code,
        dim_node.name_zh,
        dim_node.name_en,
        count(*) as length
    from ranking_lists
    inner join dim_node
        on ranking_lists.index_code = dim_node.index_code and ranking_lists.node_code = dim_node.node_code
    semi join default_schemes
        on
            ranking_lists.index_code = default_schemes.index_code
            and ranking_lists.scheme_code = default_schemes.scheme_code
    group by all
    order by ranking_lists.index_code, ranking_lists.period_code, ranking_lists.unit_level, ranking_lists.list_code
)

select * from lists
