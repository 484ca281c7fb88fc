-- How many cities have half of all new apps, and half of all projects?
select
    period_code,
    origin,
    min(case when cumulative_app_share >= 50 then app_place end) as cities_with_half_the_apps,
    min(case when cumulative_project_share >= 50 then project_place end) as cities_with_half_the_projects,
    max(national_apps_per_project) as national_apps_per_project
from {{ ref('entrepreneurship_concentration') }}
where unit_level = 'city'
group by period_code, origin
order by period_code
