-- Whether units draw closer together between two periods: see int_convergence.
with tests as (

    select * from {{ ref('int_convergence') }}

),

p_values as (

    select * from {{ ref('int_p_values') }}

)

select
    tests.index_code,
    tests.scheme_code,
    tests.node_code,
    tests.unit_level,
    tests.period_code,
    tests.earlier_period_code,
    tests.origin,
    tests.status,
    tests.reason,
    tests.years,
    tests.unit_count,
    tests.left_out_units,
    tests.earlier_log_deviation,
    tests.later_log_deviation,
    tests.log_deviation_change,
    tests.earlier_variation,
    tests.later_variation,
    tests.variation_change,
    tests.slope,
    tests.standard_error,
    tests.t_value,
    p_values.p_value,
    tests.yearly_speed,
    tests.half_life
from tests
left join p_values on tests.test_key = p_values.test_key
