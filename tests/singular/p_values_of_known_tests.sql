-- Tests whose p-value is known: with 1 degree of freedom it is 1 - 2 atan(t) / pi, with 2 it is 1 - t / sqrt(t t + 2),
-- with other even numbers a finite sum (Abramowitz and Stegun 26.7.4), worked out with more digits for 2,000. That of
-- 37 is a continued fraction (26.2.14). The rest stands in tables.
with known (test_key, degrees_of_freedom, test_value, expected) as (

    values
    ('t of 0', 7, 0, 1),
    ('t next to 0', 102, 1e-16, 1),
    ('t next to 0, out of bounds', 7, 1e-200, 1),
    ('1 degree of freedom, 45 degrees', 1, 1, 0.5),
    ('1 degree of freedom, 60 degrees', 1, -1.7320508075688772, 0.33333333333333333),
    ('1 degree of freedom, far out', 1, 1e8, 6.366197723675813e-9),
    ('2 degrees of freedom, near', 2, 0.5, 0.66666666666666667),
    ('2 degrees of freedom, below 0', 2, -1.4142135623730951, 0.29289321881345248),
    ('2 degrees of freedom, far out', 2, 1e8, 1e-16),
    ('4 degrees of freedom', 4, 2, 0.11611652351681560),
    ('30 degrees of freedom', 30, 2.042272456301238, 0.05),
    ('2,000 degrees of freedom', 2000, 30, 1.370773019112611e-163),
    ('2,000 degrees of freedom, out of bounds', 2000, 1e200, 0),
    ('normal, 5 percent', null, 1.959963984540054, 0.05),
    ('normal, 1 percent', null, -2.5758293035489004, 0.01),
    ('normal, far out', null, 37, 1.145114244504915e-299),
    ('normal, too far out for a number', null, 40, 0)

),

tests as (

    select
        test_key,
        cast(degrees_of_freedom as double) as degrees_of_freedom,
        cast(test_value as double) as test_value
    from known

),

{{ two_sided_p_values('tests') }}

select
    known.test_key,
    known.expected,
    p_values.p_value
from known
left join p_values on known.test_key = p_values.test_key
where
    not coalesce(
        abs(p_values.p_value - known.expected) <= 1e-12 * known.expected
        and p_values.p_value <= 1,
        false
    )
