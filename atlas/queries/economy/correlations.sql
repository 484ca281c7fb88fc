-- How closely the index goes with the economy.
with

economy_correlations as (
    select * from economy_correlations
    where band_code = 'all' and role_code = 'economic_output'
),

correlations as (
    select
        economy_correlations.index_code,
        economy_correlations.period_code,
        economy_correlations.unit_level,
        economy_correlations.node_code,
        economy_correlations.statistic_code,
        economy_correlations.observation_count,
        economy_correlations.pearson_r,
        economy_correlations.p_value,
        economy_correlations.reason
    from economy_correlations
    order by
        economy_correlations.index_code,
        economy_correlations.period_code,
        economy_correlations.unit_level,
        economy_correlations.node_code,
        economy_correlations.statistic_code
)

select * from correlations
