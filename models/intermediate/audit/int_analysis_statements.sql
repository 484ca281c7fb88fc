-- Statements that follow from the marts of analyses: p-values, regressions, leads, ranks of app and service fields.
-- From the reconstructed raw data.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

economy_correlations as (

    select * from {{ ref('economy_correlations') }}
    where period_code = '2015' and unit_level = 'city' and status = 'computed'

),

regressions as (

    select * from {{ ref('regressions') }}
    where index_code = 'internet_plus' and period_code = '2015' and unit_level = 'city' and status = 'computed'

),

economy_ratios as (

    select * from {{ ref('economy_ratios') }}
    where node_code = 'internet_plus' and period_code = '2015' and unit_level = 'province'

),

dark_horses as (

    select * from {{ ref('dark_horses') }}
    where index_code = 'internet_plus' and period_code = '2015' and unit_level = 'city'

),

app_fields as (

    select * from {{ ref('entrepreneurship_profiles') }}
    where period_code = '2015' and unit_level = 'city'

),

service_fields as (

    select * from {{ ref('service_usage_profile') }}
    where period_code = '2015' and grouping_code = 'field'

),

field_leaders as (

    select * from {{ ref('service_field_leaders') }}
    where period_code = '2015' and unit_level = 'city' and user_rank <= 10

),

unit_services as (

    select * from {{ ref('int_unit_services') }}
    where period_code = '2015'

),

services as (

    select * from {{ ref('stg_services__services') }}

),

p_values as (

    select
        statements.figure_id,
        economy_correlations.p_value as recomputed_value
    from statements
    inner join economy_correlations
        on
            statements.group_value = economy_correlations.node_code
            and economy_correlations.role_code = 'economic_output'
            and economy_correlations.band_code
            = cast(statements.rank_from as string) || '-' || cast(statements.rank_to as string)
    where statements.statistic = 'p_value' and statements.compared_attribute = 'gdp_share'

),

confidence_levels as (

    -- the highest of the usual levels at which the correlation is none of chance
    select
        statements.figure_id,
        case
            when economy_correlations.p_value <= 0.01 then 99
            when economy_correlations.p_value <= 0.05 then 95
            when economy_correlations.p_value <= 0.1 then 90
            when economy_correlations.p_value > 0.1 then 0
        end as recomputed_value
    from statements
    inner join economy_correlations
        on
            statements.group_value || '_index' = economy_correlations.node_code
            and statements.compared_attribute = economy_correlations.statistic_code
            and economy_correlations.role_code = 'traditional_indicator'
            and economy_correlations.band_code = 'top ' || cast(statements.rank_to as string)
    where statements.statistic = 'confidence_level'

),

effects as (

    select
        statements.figure_id,
        regressions.p_value as recomputed_value
    from statements
    inner join regressions
        on
            regressions.regression_code = 'change_on_smart_city_and_size'
            and statements.group_value = regressions.term
    where statements.statement_id = 'smart_city_effect_p_value'

    union all

    select
        statements.figure_id,
        100 * products.coefficient / markets.coefficient as recomputed_value
    from statements
    inner join regressions as products
        on
            products.regression_code = 'moderation'
            and products.term = 'market_base x technology_base'
    inner join regressions as markets
        on
            markets.regression_code = 'moderation'
            and markets.term = 'market_base'
    where statements.statement_id = 'technology_base_effect'

),

ratios as (

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    inner join economy_ratios on economy_ratios.score_to_statistic_ratio > 1
    where statements.statement_id = 'provinces_ahead_of_gdp'
    group by statements.figure_id

    union all

    select
        statements.figure_id,
        case statements.statistic
            when 'lowest_score' then min(economy_ratios.score_to_statistic_ratio)
            else max(economy_ratios.score_to_statistic_ratio)
        end as recomputed_value
    from statements
    inner join economy_ratios
        on position(' ' || economy_ratios.area_code || ' ' in ' ' || statements.group_value || ' ') > 0
    where statements.statement_id in ('index_to_gdp_ratio_low', 'index_to_gdp_ratio_high')
    group by
        statements.figure_id,
        statements.statistic

),

smallest_leads as (

    select distinct
        statements.figure_id,
        dark_horses.smallest_lead as recomputed_value
    from statements
    inner join dark_horses
        on
            dark_horses.ahead_code = 'smart_city'
            and statements.group_value = dark_horses.area_code
    where statements.statement_id = 'smart_city_lead_deyang'

),

app_places as (

    select
        app_field_code,
        area_code,
        new_apps,
        rank() over (partition by app_field_code order by new_apps desc) as app_rank,
        row_number() over (partition by app_field_code order by new_apps desc, area_code asc) as place
    from app_fields

),

app_ranks as (

    select
        statements.figure_id,
        app_places.app_rank as recomputed_value
    from statements
    inner join app_places
        on
            statements.group_value = app_places.area_code
            and (
                (statements.statement_id = 'finance_apps_rank_shanghai' and app_places.app_field_code = 'finance')
                or (
                    statements.statement_id = 'game_apps_rank_guangzhou'
                    and app_places.app_field_code = 'mobile_games'
                )
            )

),

followers as (

    -- the cities behind the leader of education apps, and what they have together down to each
    select
        largest_city.area_code as largest_area_code,
        largest_city.new_apps as leader_apps,
        sum(other_cities.new_apps) over (order by other_cities.place) as apps_together
    from app_places as other_cities
    inner join app_places as largest_city
        on
            other_cities.app_field_code = largest_city.app_field_code
            and largest_city.place = 1
    where other_cities.app_field_code = 'education_training' and other_cities.place > 1

),

cities_together as (

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    inner join followers
        on
            statements.group_value = followers.largest_area_code
            and followers.apps_together < followers.leader_apps
    where statements.statement_id = 'education_apps_beijing_next_cities'
    group by statements.figure_id

),

quadrants as (

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    inner join service_fields on service_fields.quadrant = 1
    where statements.statement_id = 'quadrant_one_service_count'
    group by statements.figure_id

),

service_shares as (

    -- local services among all of a province; and those for the whole province among its local ones
    select
        statements.figure_id,
        100.0 * sum(case when services.coverage != 'nation' then 1 else 0 end) / count(*) as recomputed_value
    from statements
    inner join unit_services on statements.group_value = unit_services.area_code
    inner join services on unit_services.service_code = services.service_code
    where statements.statement_id = 'local_service_share_guangdong'
    group by statements.figure_id

    union all

    select
        statements.figure_id,
        100.0 * sum(case when services.coverage = 'province' then 1 else 0 end)
        / sum(case when services.coverage != 'nation' then 1 else 0 end) as recomputed_value
    from statements
    inner join unit_services on statements.group_value = unit_services.area_code
    inner join services on unit_services.service_code = services.service_code
    where statements.statement_id = 'local_service_share_zhejiang'
    group by statements.figure_id

    union all

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    inner join unit_services on statements.group_value = unit_services.area_code
    inner join services on unit_services.service_code = services.service_code
    where statements.statement_id = 'service_count_zhejiang_local' and services.coverage = 'province'
    group by statements.figure_id

),

service_ranks as (

    select
        statements.figure_id,
        field_leaders.user_rank as recomputed_value
    from statements
    inner join field_leaders
        on
            statements.list_code = field_leaders.field_code || '_users_top_10'
            and statements.group_value = field_leaders.area_code
    where statements.statistic = 'rank' and statements.group_attribute = 'area_code'

    union all

    select
        statements.figure_id,
        count(*) as recomputed_value
    from statements
    inner join field_leaders
        on
            statements.list_code = field_leaders.field_code || '_users_top_10'
            and statements.group_value = field_leaders.province_code
    where statements.statistic = 'count' and statements.group_attribute = 'province_code'
    group by statements.figure_id

),

all_statements as (

    select * from service_ranks
    union all
    select * from p_values
    union all
    select * from confidence_levels
    union all
    select * from effects
    union all
    select * from ratios
    union all
    select * from smallest_leads
    union all
    select * from app_ranks
    union all
    select * from cities_together
    union all
    select * from quadrants
    union all
    select * from service_shares

),

analysis_statements as (

    select
        figure_id,
        'reconstructed raw data' as basis,
        cast(recomputed_value as double) as recomputed_value,
        0 as uncertainty,
        'the marts of analyses' as recomputed_from
    from all_statements

)

select * from analysis_statements
