-- The two regressions of the report. A moderation is positive where the product has a coefficient above 0: then the
-- effect of the market base rises with the technology base.
select
    regression_code,
    unit_level,
    term,
    p_value,
    observation_count,
    round(coefficient, 4) as coefficient,
    round(standard_error, 4) as standard_error,
    round(t_statistic, 2) as t,
    round(r_squared, 3) as r_squared,
    round(evaluated_at, 3) as evaluated_at
from {{ ref('regressions') }}
where period_code = '2015'
order by
    regression_code,
    unit_level,
    term
