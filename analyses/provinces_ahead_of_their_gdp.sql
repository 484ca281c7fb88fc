-- Which provinces have more of the index than of the GDP? The ratio of the report, which takes the index of the whole
-- nation, and the location quotient, which takes that of the provinces.
select
    unit_name_en as province,
    rank,
    statistic_rank as gdp_rank,
    statistic_period_code as gdp_of,
    round(score, 2) as index_percent,
    round(100 * statistic_total_share, 2) as gdp_percent,
    round(score_to_statistic_ratio, 1) as ratio_of_the_report,
    round(location_quotient, 2) as location_quotient
from {{ ref('economy_ratios') }}
where
    node_code = 'internet_plus'
    and statistic_code = 'gdp'
    and period_code = '2015'
    and unit_level = 'province'
order by location_quotient desc
