-- How many pairs of siblings repeat each other, group by group?
select
    nodes.name_en as parent,
    count(*) as pairs,
    sum(case when correlations.is_too_high then 1 else 0 end) as too_high,
    sum(case when correlations.is_weak then 1 else 0 end) as weak,
    sum(case when correlations.is_negative then 1 else 0 end) as negative,
    min(correlations.pearson_r) as lowest_r,
    max(correlations.pearson_r) as highest_r
from {{ ref('indicator_correlations') }} as correlations
inner join {{ ref('dim_node') }} as nodes on correlations.group_node_code = nodes.node_code
where
    correlations.relation = 'sibling'
    and correlations.index_code = 'internet_plus'
    and correlations.period_code = '2015'
    and correlations.unit_level = 'city'
    and correlations.status = 'computed'
group by nodes.name_en
order by
    too_high desc,
    parent asc
