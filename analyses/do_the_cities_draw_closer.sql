-- Do cities and provinces draw closer together? Below 0, spread and slope say yes.
select
    convergence.node_code,
    convergence.unit_level,
    convergence.earlier_period_code,
    convergence.period_code,
    convergence.unit_count,
    convergence.log_deviation_change,
    convergence.variation_change,
    convergence.slope,
    convergence.p_value,
    convergence.half_life as half_life_in_years
from {{ ref('convergence') }} as convergence
where convergence.status = 'computed'
order by
    convergence.unit_level,
    convergence.p_value
