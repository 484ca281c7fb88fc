-- Who gains in the market base? Growth of the shares of kinds of cities, and which measures carry it.
select
    growth.grouping_code,
    growth.group_code,
    nodes.name_en as measure,
    round(100 * growth.share_before, 2) as percent_before,
    round(100 * growth.total_share, 2) as percent_now,
    round(100 * growth.relative_growth, 1) as growth_in_percent
from {{ ref('share_growth') }} as growth
inner join {{ ref('dim_node') }} as nodes on growth.node_code = nodes.node_code
where
    growth.period_code = '2015'
    and growth.unit_level = 'city'
    and growth.grouping_code in ('first_tier', 'city_type')
    and (growth.node_code = 'market_base' or nodes.parent_node_code = 'market_base')
order by
    growth.node_code = 'market_base' desc,
    nodes.name_en asc,
    growth.grouping_code asc,
    growth.relative_growth desc
