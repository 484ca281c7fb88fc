-- Which nodes hang on which core, and which cores on which head.
with

industry_network_edges as (select * from industry_network_edges),

default_schemes as (
    select * from tree_weights
    where is_default
),

links as (
    select
        industry_network_edges.period_code,
        industry_network_edges.industry_code,
        industry_network_edges.unit_level,
        industry_network_edges.edge_kind,
        industry_network_edges.from_area_code,
        industry_network_edges.to_area_code,
        industry_network_edges.distance_km
    from industry_network_edges
    semi join default_schemes
        on
            industry_network_edges.index_code = default_schemes.index_code
            and industry_network_edges.scheme_code = default_schemes.scheme_code
    order by
        industry_network_edges.period_code,
        industry_network_edges.industry_code,
        industry_network_edges.unit_level,
        industry_network_edges.edge_kind,
        industry_network_edges.from_area_code,
        industry_network_edges.to_area_code
)

select * from links
