-- Which part of the industry do the first 1, 5, 10, 50 and 100 cities have? The same curve, drawn in full, is the Lorenz
-- curve.
select
    place as cities,
    unit_name_en as last_city,
    round(100 * cumulated_share, 2) as percent_of_the_industry
from {{ ref('concentration_curve') }}
where
    node_code = 'industry'
    and period_code = '2015'
    and unit_level = 'city'
    and place in (1, 5, 10, 50, 100)
order by place
