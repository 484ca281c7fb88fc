-- How closely the index follows the economy: the whole list, bands of ranks of the index, and the leading units of an
-- industry beside its traditional indicator.
with correlations as (

    select * from {{ ref('int_correlations') }}

),

p_values as (

    select * from {{ ref('int_p_values') }}

),

economy_correlations as (

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
    where correlations.role_code in ('economic_output', 'traditional_indicator')

)

select
    role_code,
    index_code,
    node_code,
    statistic_code,
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
from economy_correlations
