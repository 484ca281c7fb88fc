-- Do units whose technology base keeps up with their market base have a higher index? With and without the leading
-- ones, whose technology is ahead anyway.
with correlations as (

    select * from {{ ref('int_correlations') }}

),

p_values as (

    select * from {{ ref('int_p_values') }}

),

base_ratio_relation as (

    select
        correlations.role_code,
        correlations.index_code,
        correlations.node_code,
        correlations.compared_code as statistic_code,
        correlations.period_code,
        correlations.unit_level,
        correlations.band_code,
        correlations.origin,
        correlations.observation_count,
        correlations.pearson_r,
        correlations.t_statistic,
        p_values.p_value,
        correlations.status,
        correlations.reason
    from correlations
    left join p_values on correlations.test_key = p_values.test_key
    where correlations.role_code = 'base_ratio'

)

select
    index_code,
    period_code,
    unit_level,
    band_code,
    origin,
    observation_count,
    pearson_r,
    t_statistic,
    p_value,
    status,
    reason
from base_ratio_relation
