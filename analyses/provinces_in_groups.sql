-- The provinces of the industry sub-index in three groups, and what no province has.
select
    group_code,
    units,
    members,
    round(group_score, 2) as percent_of_the_nation,
    round(100 * cumulated_share, 2) as cumulated_percent
from {{ ref('province_groups') }}
where node_code = 'industry' and period_code = '2015'
order by group_number
