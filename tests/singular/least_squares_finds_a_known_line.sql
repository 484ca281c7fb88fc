-- Anscombe's first data set (1973): intercept 3.0001, slope 0.5001, residual sum of squares 13.7627, standard errors
-- 1.1247 and 0.1179, as printed in every textbook.
with points (point, x_value, y_value) as (

    values
    (1, 10.0, 8.04), (2, 8.0, 6.95), (3, 13.0, 7.58), (4, 9.0, 8.81), (5, 11.0, 8.33), (6, 14.0, 9.96),
    (7, 6.0, 7.24), (8, 4.0, 4.26), (9, 12.0, 10.84), (10, 7.0, 4.82), (11, 5.0, 5.68)

),

observations as (

    select
        point,
        'constant' as variable,
        cast(1 as double) as value
    from points
    union all
    select
        point,
        'x' as variable,
        cast(x_value as double) as value
    from points
    union all
    select
        point,
        'y' as variable,
        cast(y_value as double) as value
    from points

),

{{ least_squares('observations', 'point', ['constant', 'x'], 'y') }},

expected (variable, coefficient, standard_error) as (

    values ('constant', 3.0001, 1.1247), ('x', 0.5001, 0.1179)

)

select
    expected.variable,
    least_squares.coefficient,
    least_squares.standard_error,
    least_squares.residual_sum_of_squares
from expected
left join least_squares on expected.variable = least_squares.variable
where
    not coalesce(
        abs(least_squares.coefficient - expected.coefficient) < 0.00005
        and abs(least_squares.standard_error - expected.standard_error) < 0.00005
        and abs(least_squares.residual_sum_of_squares - 13.7627) < 0.00005
        and least_squares.observation_count = 11,
        false
    )
