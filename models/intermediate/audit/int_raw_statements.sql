-- Statements about apps, projects, services and the two bases of infrastructure, from the reconstructed raw data.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

apps as (

    select * from {{ ref('stg_tencent__apps') }}

),

projects as (

    select * from {{ ref('stg_tencent__projects') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

unit_services as (

    select * from {{ ref('int_unit_services') }}

),

services as (

    select * from {{ ref('stg_services__services') }}

),

service_areas as (

    select * from {{ ref('stg_services__areas') }}

),

scores as (

    select * from {{ ref('fct_scores') }}

),

city_apps as (

    select
        apps.area_code,
        apps.app_field_code,
        apps.new_apps
    from apps
    inner join areas on apps.area_code = areas.area_code
    where apps.period_code = '2015' and areas.area_level = 'city' and areas.is_unit

),

city_projects as (

    select
        projects.area_code,
        projects.effective_projects
    from projects
    inner join areas on projects.area_code = areas.area_code
    where projects.period_code = '2015' and areas.area_level = 'city' and areas.is_unit

),

app_shares as (

    -- of the nation: the apps of a group of cities, or of a field
    select
        statements.figure_id,
        100.0 * sum(
            case
                when
                    position(' ' || city_apps.area_code || ' ' in ' ' || statements.group_value || ' ') > 0
                    or city_apps.app_field_code = statements.group_value
                    then city_apps.new_apps
                else 0
            end
        ) / sum(city_apps.new_apps) as recomputed_value
    from statements
    cross join city_apps
    where statements.statistic = 'app_share' and statements.compared_attribute is null
    group by statements.figure_id

),

app_shares_of_city as (

    select
        statements.figure_id,
        100.0 * sum(case when city_apps.app_field_code = statements.compared_value then city_apps.new_apps else 0 end)
        / sum(city_apps.new_apps) as recomputed_value
    from statements
    inner join city_apps on statements.group_value = city_apps.area_code
    where statements.statistic = 'app_share' and statements.compared_attribute = 'app_field'
    group by statements.figure_id

),

project_shares as (

    select
        statements.figure_id,
        100.0 * sum(
            case
                when position(' ' || city_projects.area_code || ' ' in ' ' || statements.group_value || ' ') > 0
                    then city_projects.effective_projects
                else 0
            end
        ) / sum(city_projects.effective_projects) as recomputed_value
    from statements
    cross join city_projects
    where statements.statistic = 'project_share'
    group by statements.figure_id

),

area_app_sums as (

    select
        area_code,
        sum(new_apps) as new_apps
    from city_apps
    group by area_code

),

area_ratios as (

    select
        area_app_sums.area_code,
        area_app_sums.new_apps / city_projects.effective_projects as apps_per_project
    from area_app_sums
    inner join city_projects on area_app_sums.area_code = city_projects.area_code

    union all

    select
        '100000' as area_code,
        sum(area_app_sums.new_apps) / sum(city_projects.effective_projects) as apps_per_project
    from area_app_sums
    inner join city_projects on area_app_sums.area_code = city_projects.area_code

),

apps_per_project as (

    -- of several cities the lowest: the text says that each of them has at least so many
    select
        statements.figure_id,
        min(area_ratios.apps_per_project) as recomputed_value
    from statements
    inner join area_ratios on position(' ' || area_ratios.area_code || ' ' in ' ' || statements.group_value || ' ') > 0
    where statements.statistic = 'apps_per_project'
    group by statements.figure_id

),

service_counts as (

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    inner join unit_services
        on
            statements.group_value = unit_services.area_code
            and unit_services.period_code = '2015'
    where statements.statistic = 'service_count' and statements.compared_attribute is null
    group by statements.figure_id

),

local_service_cities as (

    select
        statements.figure_id,
        count(distinct service_areas.area_code) as recomputed_value
    from statements
    cross join service_areas
    inner join services on service_areas.service_code = services.service_code
    where
        statements.statement_id = 'smart_city_local_service_cities'
        and service_areas.period_code = '2015'
        and services.coverage != 'nation'
    group by statements.figure_id

),

technology_ahead as (

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    cross join scores as technology
    inner join scores as market
        on
            technology.area_code = market.area_code
            and technology.unit_level = market.unit_level
            and technology.period_code = market.period_code
            and technology.scheme_code = market.scheme_code
            and market.node_code = 'market_base'
    where
        statements.statement_id = 'technology_ahead_of_market_count'
        and technology.node_code = 'technology_base'
        and technology.scheme_code = 'as_computed'
        and technology.unit_level = 'city'
        and technology.period_code = '2015'
        and technology.score >= market.score
    group by statements.figure_id

),

all_statements as (

    select * from app_shares
    union all
    select * from app_shares_of_city
    union all
    select * from project_shares
    union all
    select * from apps_per_project
    union all
    select * from service_counts
    union all
    select * from local_service_cities
    union all
    select * from technology_ahead

),

raw_statements as (

    select
        figure_id,
        'reconstructed raw data' as basis,
        recomputed_value,
        0 as uncertainty,
        'the raw data' as recomputed_from
    from all_statements

)

select * from raw_statements
