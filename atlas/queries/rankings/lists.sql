-- The lists that the index defines; those of the embedded one are the lists that its report prints.
with

ranking_lists as (select * from ranking_lists),

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
        count(*) as length
    from ranking_lists
    semi join default_schemes
        on
            ranking_lists.index_code = default_schemes.index_code
            and ranking_lists.scheme_code = default_schemes.scheme_code
    group by all
    order by ranking_lists.index_code, ranking_lists.period_code, ranking_lists.unit_level, ranking_lists.list_code
)

select * from lists
