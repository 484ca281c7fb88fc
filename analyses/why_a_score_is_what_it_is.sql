-- Why is Beijing's index what it is? Every leaf's weight, value and contribution; they add up to the score.
select
    nodes.name_en as leaf,
    contributions.weight,
    contributions.normalised_value,
    contributions.contribution,
    contributions.origin,
    sum(contributions.contribution) over (order by contributions.contribution desc) as running_total
from {{ ref('fct_contributions') }} as contributions
inner join {{ ref('dim_node') }} as nodes on contributions.leaf_node_code = nodes.node_code
where
    contributions.scheme_code = 'stated'
    and contributions.period_code = '2015'
    and contributions.unit_level = 'city'
    and contributions.area_code = '110100'
    and contributions.node_code = 'report_2016_published'
order by contributions.contribution desc
