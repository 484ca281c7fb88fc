-- Whether neighbours have similar scores: see int_spatial_autocorrelation.
with tests as (

    select * from {{ ref('int_spatial_autocorrelation') }}

),

p_values as (

    select * from {{ ref('int_p_values') }}

)

select
    tests.index_code,
    tests.scheme_code,
    tests.node_code,
    tests.period_code,
    tests.unit_level,
    tests.origin,
    tests.status,
    tests.reason,
    tests.unit_count,
    tests.unlocated_units,
    tests.units_without_neighbours,
    tests.moran_i,
    tests.expected_i,
    tests.variance,
    tests.z_value,
    p_values.p_value
from tests
left join p_values on tests.test_key = p_values.test_key
