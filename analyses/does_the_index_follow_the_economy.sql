-- Does the index follow the economy? Correlations of the sub-indices with the share of GDP, band by band, and of four
-- industries with their traditional indicators.
select
    role_code,
    node_code,
    statistic_code,
    band_code,
    observation_count,
    p_value,
    round(pearson_r, 3) as pearson_r
from {{ ref('economy_correlations') }}
where
    index_code != 'report_2016_published'
    and (index_code = 'internet_plus' or role_code = 'traditional_indicator')
    and period_code = '2015'
    and unit_level = 'city'
order by
    role_code,
    node_code,
    band_code
