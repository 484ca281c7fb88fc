-- Two-sided p-values: of Student's t for correlations, coefficients and convergence, of the normal distribution for
-- Moran's I. Without degrees of freedom a t has none.
with correlations as (

    select * from {{ ref('int_correlations') }}

),

regressions as (

    select * from {{ ref('int_regressions') }}

),

convergence as (

    select * from {{ ref('int_convergence') }}

),

spatial_autocorrelation as (

    select * from {{ ref('int_spatial_autocorrelation') }}

),

t_tests as (

    select
        test_key,
        t_statistic as test_value,
        cast(degrees_of_freedom as double) as degrees_of_freedom
    from correlations

    union all

    select
        test_key,
        t_statistic as test_value,
        cast(degrees_of_freedom as double) as degrees_of_freedom
    from regressions

    union all

    select
        test_key,
        t_value as test_value,
        cast(unit_count - 2 as double) as degrees_of_freedom
    from convergence

),

all_tests as (

    select
        test_key,
        test_value,
        degrees_of_freedom
    from t_tests
    where degrees_of_freedom > 0

    union all

    select
        test_key,
        z_value as test_value,
        cast(null as double) as degrees_of_freedom
    from spatial_autocorrelation

),

{{ two_sided_p_values('all_tests') }}

select * from p_values
