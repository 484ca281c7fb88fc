-- Heads, cores and nodes of each industry's network.
with

industry_network_nodes as (select * from industry_network_nodes),

default_schemes as (
    select * from tree_weights
    where is_default
),

hubs as (
    select
        industry_network_nodes.period_code,
        industry_network_nodes.industry_code,
        industry_network_nodes.unit_level,
        industry_network_nodes.area_code,
        industry_network_nodes.network_role,
        industry_network_nodes.rank,
        industry_network_nodes.score
    from industry_network_nodes
    semi join default_schemes
        on
            industry_network_nodes.index_code = default_schemes.index_code
            and industry_network_nodes.scheme_code = default_schemes.scheme_code
    order by
        industry_network_nodes.period_code,
        industry_network_nodes.industry_code,
        industry_network_nodes.unit_level,
        industry_network_nodes.rank,
        industry_network_nodes.area_code
)

select * from hubs
