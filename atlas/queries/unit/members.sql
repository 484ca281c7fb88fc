-- The units below a unit, such as the cities of a province, with their ranks in the list of all and in its own list.
with

fct_ranks as (select * from fct_ranks),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

root_ranks as (
    select fct_ranks.*
    from fct_ranks
    semi join roots on fct_ranks.index_code = roots.index_code and fct_ranks.node_code = roots.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
),

among_all as (
    select * from root_ranks
    where list_area_level = 'nation'
),

within_parent as (
    select * from root_ranks
    where list_area_level != 'nation'
),

members as (
    select
        within_parent.index_code,
        within_parent.list_area_level as unit_level,
        within_parent.list_area_code as area_code,
        within_parent.period_code,
        within_parent.unit_level as member_level,
        within_parent.area_code as member_area_code,
        within_parent.score,
        within_parent.rank as rank_in_parent,
        among_all.rank
    from within_parent
    inner join among_all
        on
            within_parent.index_code = among_all.index_code
            and within_parent.period_code = among_all.period_code
            and within_parent.unit_level = among_all.unit_level
            and within_parent.area_code = among_all.area_code
    order by
        within_parent.index_code,
        within_parent.list_area_level,
        within_parent.list_area_code,
        within_parent.period_code,
        within_parent.unit_level,
        within_parent.rank,
        within_parent.area_code
)

select * from members
