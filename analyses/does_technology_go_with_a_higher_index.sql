-- Do cities whose technology keeps up have a higher index, with and without the leading ones?
select
    band_code,
    observation_count,
    p_value,
    round(pearson_r, 3) as pearson_r
from {{ ref('base_ratio_relation') }}
where
    index_code = 'internet_plus'
    and period_code = '2015'
    and unit_level = 'city'
order by band_code
