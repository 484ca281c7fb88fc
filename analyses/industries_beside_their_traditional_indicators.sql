-- Which cities have left their traditional side behind? The largest leads of each industry's rank over the rank by its
-- traditional indicator, among the leading 50 cities of the industry.
select
    index_code,
    statistic_code,
    unit_name_en as city,
    rank,
    statistic_rank,
    rank_lead
from {{ ref('traditional_indicators') }}
where period_code = '2015' and unit_level = 'city' and is_top
order by
    index_code asc,
    rank_lead desc
