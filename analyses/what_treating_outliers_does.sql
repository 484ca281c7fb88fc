{{ config(enabled=target.type == 'duckdb') }}

-- What does treating the outliers do to the index? Leaves by treatment, and how skewed they are before and after.
select
    unit_level,
    outlier_treatment,
    origin,
    count(*) as leaves,
    sum(winsorised_count) as winsorised_values,
    median(skewness) as median_skewness,
    median(treated_skewness) as median_treated_skewness,
    sum(case when has_outliers_left then 1 else 0 end) as leaves_with_outliers_left
from {{ ref('outlier_treatment') }}
where
    index_code = 'internet_plus'
    and period_code = '2015'
    and status = 'computed'
group by
    unit_level,
    outlier_treatment,
    origin
order by
    unit_level asc,
    leaves desc
