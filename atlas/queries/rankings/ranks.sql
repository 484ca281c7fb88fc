-- The list of all units of every inner node and of leaves that the index defines a list of, ranks within the own
-- province, and the change since the period before.
with

fct_ranks as (select * from fct_ranks),

listed_nodes as (
    select
        index_code,
        node_code
    from dim_node
    where not is_leaf
    union
    select
        index_code,
        node_code
    from ranking_lists
),

default_schemes as (
    select * from tree_weights
    where is_default
),

previous_periods as (
    select distinct
        index_code,
        period_code,
        previous_period_code
    from rank_change_contributions
    where previous_period_code is not null
),

listed as (
    select fct_ranks.*
    from fct_ranks
    semi join
        listed_nodes
        on fct_ranks.index_code = listed_nodes.index_code and fct_ranks.node_code = listed_nodes.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
),

among_all as (
    select * from listed
    where list_area_level = 'nation'
),

within_parent as (
    select * from listed
    where list_area_level != 'nation'
),

ranks as (
    select
        among_all.index_code,
        among_all.period_code,
        among_all.unit_level,
        among_all.node_code,
        among_all.area_code,
        among_all.score,
        among_all.rank,
        within_parent.rank as rank_in_parent,
        among_all.origin,
        earlier.rank - among_all.rank as places_gained
    from among_all
    left join within_parent
        on
            among_all.index_code = within_parent.index_code
            and among_all.period_code = within_parent.period_code
            and among_all.unit_level = within_parent.unit_level
            and among_all.node_code = within_parent.node_code
            and among_all.area_code = within_parent.area_code
    left join previous_periods
        on among_all.index_code = previous_periods.index_code and among_all.period_code = previous_periods.period_code
    left join among_all as earlier
        on
            among_all.index_code = earlier.index_code
            and previous_periods.previous_period_code = earlier.period_code
            and among_all.unit_level = earlier.unit_level
            and among_all.node_code = earlier.node_code
            and among_all.area_code = earlier.area_code
    order by
        among_all.index_code,
        among_all.period_code,
        among_all.unit_level,
        among_all.node_code,
        among_all.rank,
        among_all.area_code
)

select * from ranks
