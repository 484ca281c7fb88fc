-- The hub-and-spoke chart of retail: its lines, with the parts that both ends play.
select
    edges.edge_kind,
    edges.from_name_en,
    from_nodes.network_role as from_role,
    from_nodes.rank as from_rank,
    edges.to_name_en,
    to_nodes.network_role as to_role,
    to_nodes.rank as to_rank,
    edges.distance_km,
    edges.is_within_region
from {{ ref('industry_network_edges') }} as edges
inner join {{ ref('industry_network_nodes') }} as from_nodes
    on
        edges.industry_code = from_nodes.industry_code
        and edges.period_code = from_nodes.period_code
        and edges.unit_level = from_nodes.unit_level
        and edges.from_area_code = from_nodes.area_code
inner join {{ ref('industry_network_nodes') }} as to_nodes
    on
        edges.industry_code = to_nodes.industry_code
        and edges.period_code = to_nodes.period_code
        and edges.unit_level = to_nodes.unit_level
        and edges.to_area_code = to_nodes.area_code
where edges.industry_code = 'retail' and edges.period_code = '2015' and edges.unit_level = 'city'
order by edges.edge_kind, from_nodes.rank, to_nodes.rank
