-- Where does the technology base keep up with the market base? The leading cities first.
select
    unit_name_en as city,
    index_rank,
    is_leading,
    round(market_score, 3) as market_base,
    round(technology_score, 3) as technology_base,
    round(technology_market_ratio, 2) as ratio
from {{ ref('infrastructure_bases') }}
where
    index_code = 'internet_plus'
    and period_code = '2015'
    and unit_level = 'city'
order by technology_market_ratio desc
