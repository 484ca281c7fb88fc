-- Least squares of the printed totals on the four printed sub-indices, without a constant: which weights fit best?
-- One sweep over the matrix of sums of products gives coefficients, residual sum of squares and the inverse at once.
{% set pillars = ['infrastructure', 'industry', 'entrepreneurship', 'smart_city'] %}

with sub_index_totals as (

    select * from {{ ref('int_sub_index_totals') }}

),

observations as (

    select
        area_code,
        pillar_code as variable,
        score as value
    from sub_index_totals

    union all

    select distinct
        area_code,
        'total' as variable,
        published_total as value
    from sub_index_totals

),

{{ least_squares('observations', 'area_code', pillars, 'total') }},

estimated_weights as (

    select
        variable as pillar_code,
        coefficient as estimated_weight,
        standard_error,
        observation_count,
        residual_sum_of_squares
    from least_squares

)

select * from estimated_weights
