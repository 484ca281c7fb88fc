-- How far ahead of all others a unit stands in each primary indicator, and its peers on average. An index without
-- primary indicators is shown by what stands right below its root.
with

fct_ranks as (
    select * from fct_ranks
    where list_area_level = 'nation' and rank is not null
),

dim_node as (select * from dim_node),

unit_peers as (
    select * from unit_peers
    where peer_area_code is not null
),

default_schemes as (
    select * from tree_weights
    where is_default
),

with_primary_indicators as (
    select distinct index_code
    from dim_node
    where node_kind = 'primary_indicator'
),

axes as (
    select dim_node.*
    from dim_node
    left join with_primary_indicators on dim_node.index_code = with_primary_indicators.index_code
    where
        dim_node.node_kind = 'primary_indicator'
        or (with_primary_indicators.index_code is null and dim_node.depth = 1)
),

standings as (
    select
        fct_ranks.index_code,
        fct_ranks.scheme_code,
        fct_ranks.unit_level,
        fct_ranks.area_code,
        fct_ranks.period_code,
        axes.node_code,
        axes.path,
        round((fct_ranks.ranked_units - fct_ranks.rank) / nullif(fct_ranks.ranked_units - 1, 0), 4) as standing
    from fct_ranks
    inner join axes on fct_ranks.index_code = axes.index_code and fct_ranks.node_code = axes.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
),

of_peers as (
    select
        unit_peers.index_code,
        unit_peers.unit_level,
        unit_peers.area_code,
        unit_peers.period_code,
        standings.node_code,
        round(avg(standings.standing order by unit_peers.peer_rank), 4) as peers_standing
    from unit_peers
    inner join standings
        on
            unit_peers.index_code = standings.index_code
            and unit_peers.scheme_code = standings.scheme_code
            and unit_peers.unit_level = standings.unit_level
            and unit_peers.peer_area_code = standings.area_code
            and unit_peers.period_code = standings.period_code
    group by all
),

profile as (
    select
        standings.index_code,
        standings.unit_level,
        standings.area_code,
        standings.period_code,
        standings.node_code,
        standings.standing,
        of_peers.peers_standing
    from standings
    left join of_peers
        on
            standings.index_code = of_peers.index_code
            and standings.unit_level = of_peers.unit_level
            and standings.area_code = of_peers.area_code
            and standings.period_code = of_peers.period_code
            and standings.node_code = of_peers.node_code
    order by
        standings.index_code,
        standings.unit_level,
        standings.area_code,
        standings.period_code,
        standings.path
)

select * from profile
