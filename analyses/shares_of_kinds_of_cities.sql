-- What do capitals, first-tier cities, regions and zones have of the industry, and how do their means compare?
select
    grouping_code,
    group_code,
    units,
    round(group_score, 2) as percent_of_the_nation,
    round(100 * total_share, 2) as percent_of_all_cities,
    round(multiple_of_mean, 2) as multiple_of_the_mean_city
from {{ ref('group_shares') }}
where
    node_code = 'industry'
    and period_code = '2015'
    and unit_level = 'city'
order by
    grouping_code asc,
    total_share desc
