-- What do capitals, first-tier cities, regions and zones have of the index, and how do their means compare?
select
    grouping_code,
    group_code,
    units,
    round(100 * total_share, 2) as percent_of_the_index,
    round(multiple_of_mean, 2) as multiple_of_the_mean_city
from {{ ref('group_shares') }}
where
    node_code = 'internet_plus'
    and period_code = '2015'
    and unit_level = 'city'
order by
    grouping_code,
    total_share desc
