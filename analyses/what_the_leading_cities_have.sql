-- Which part of the industry do the first 1, 5, 10, 50 and 100 cities have, of the nation and of all cities? Drawn in
-- full this is the Lorenz curve. The report prints 69.3 percent of the nation for 50.
select
    place as cities,
    unit_name_en as last_city,
    round(cumulated_score, 2) as percent_of_the_nation,
    round(100 * cumulated_share, 2) as percent_of_all_cities
from {{ ref('concentration_curve') }}
where
    node_code = 'industry'
    and period_code = '2015'
    and unit_level = 'city'
    and place in (1, 5, 10, 50, 100)
order by place
