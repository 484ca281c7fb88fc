-- The regressions behind two claims of the report: that the technology base lets the market base bring more industry,
-- and that a strong smart city lets the index grow. One row for each term.
with regressions as (

    select * from {{ ref('int_regressions') }}

),

p_values as (

    select * from {{ ref('int_p_values') }}

),

with_p_values as (

    select
        regressions.*,
        p_values.p_value
    from regressions
    left join p_values on regressions.test_key = p_values.test_key

)

select
    regression_code,
    index_code,
    period_code,
    unit_level,
    term,
    origin,
    coefficient,
    standard_error,
    t_statistic,
    p_value,
    observation_count,
    degrees_of_freedom,
    r_squared,
    evaluated_at,
    status,
    reason
from with_p_values
