-- How concentrated is each sub-index among the cities? Gini, shares of the leading cities, and how much of the
-- inequality lies between the regions.
select
    measures.node_code,
    nodes.name_en as node,
    measures.units,
    round(measures.gini, 3) as gini,
    round(measures.herfindahl, 4) as herfindahl,
    round(100 * measures.top_1_share, 2) as top_1_percent,
    round(100 * measures.top_10_share, 2) as top_10_percent,
    round(100 * measures.top_50_share, 2) as top_50_percent,
    round(100 * measures.theil_between_regions / measures.theil, 1) as percent_of_theil_between_regions
from {{ ref('concentration_measures') }} as measures
inner join {{ ref('dim_node') }} as nodes on measures.node_code = nodes.node_code
where
    measures.index_code = 'internet_plus'
    and measures.period_code = '2015'
    and measures.unit_level = 'city'
order by measures.gini desc
