-- The users of city services beside the internet users: whose share of the first is larger than that of the second.
-- Both shares are of the same units, those that have both numbers. A statistic of the period itself is taken, otherwise
-- the latest one before.
-- depends_on: {{ ref('input_faults') }}
{% set origin = 'own' if env_var('OWN_DATA', '') else 'reconstructed' %}

with analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

area_statistics as (

    select * from {{ ref('int_area_statistics') }}

),

unit_users as (

    select * from {{ ref('stg_services__unit_users') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

internet_users as (

    select
        area_statistics.period_code,
        areas.area_level,
        area_statistics.area_code,
        area_statistics.statistic_code,
        area_statistics.origin,
        area_statistics.value
    from area_statistics
    inner join analysis_roles
        on
            area_statistics.statistic_code = analysis_roles.statistic_code
            and analysis_roles.role_code = 'internet_users'
    inner join areas
        on
            area_statistics.area_code = areas.area_code
            and areas.is_unit

),

service_users as (

    select
        unit_users.period_code,
        areas.area_level,
        unit_users.area_code,
        areas.name_zh,
        areas.name_en,
        unit_users.monthly_users
    from unit_users
    inner join areas
        on
            unit_users.area_code = areas.area_code
            and areas.is_unit

),

statistic_periods as (

    select distinct
        internet_users.area_level,
        internet_users.statistic_code,
        internet_users.period_code,
        periods.period_start,
        periods.period_end
    from internet_users
    inner join periods on internet_users.period_code = periods.period_code

),

user_periods as (

    select distinct
        service_users.area_level,
        service_users.period_code,
        periods.period_end
    from service_users
    inner join periods on service_users.period_code = periods.period_code

),

candidates as (

    select
        user_periods.period_code,
        user_periods.area_level,
        statistic_periods.statistic_code,
        statistic_periods.period_code as statistic_period_code,
        row_number() over (
            partition by user_periods.period_code, user_periods.area_level, statistic_periods.statistic_code
            order by
                case when user_periods.period_code = statistic_periods.period_code then 0 else 1 end asc,
                statistic_periods.period_end desc,
                statistic_periods.period_start asc,
                statistic_periods.period_code asc
        ) as age
    from user_periods
    inner join statistic_periods
        on
            user_periods.area_level = statistic_periods.area_level
            and user_periods.period_end >= statistic_periods.period_end

),

side_by_side as (

    select
        service_users.period_code,
        service_users.area_level as unit_level,
        service_users.area_code,
        service_users.name_zh,
        service_users.name_en,
        candidates.statistic_code,
        candidates.statistic_period_code,
        internet_users.origin as statistic_origin,
        service_users.monthly_users,
        internet_users.value as internet_users,
        case
            when internet_users.value is not null then {{ exact_value('service_users.monthly_users') }}
        end as compared_users,
        case
            when service_users.monthly_users is not null then {{ exact_value('internet_users.value') }}
        end as compared_internet_users
    from service_users
    inner join candidates
        on
            service_users.period_code = candidates.period_code
            and service_users.area_level = candidates.area_level
            and candidates.age = 1
    left join internet_users
        on
            candidates.statistic_period_code = internet_users.period_code
            and candidates.statistic_code = internet_users.statistic_code
            and service_users.area_code = internet_users.area_code

),

with_totals as (

    select
        *,
        count(compared_users) over (partition by period_code, unit_level, statistic_code) as compared_count,
        sum(compared_users) over (partition by period_code, unit_level, statistic_code) as all_users,
        sum(compared_internet_users) over (partition by period_code, unit_level, statistic_code) as all_internet_users
    from side_by_side

),

with_shares as (

    select
        *,
        case
            when compared_count >= {{ var('fewest_units_of_a_group') }} and all_users > 0 and all_internet_users > 0
                then 100 * cast(compared_users as double) / cast(all_users as double)
        end as user_share,
        case
            when compared_count >= {{ var('fewest_units_of_a_group') }} and all_users > 0 and all_internet_users > 0
                then 100 * cast(compared_internet_users as double) / cast(all_internet_users as double)
        end as internet_user_share
    from with_totals

),

shares_compared as (

    select
        *,
        '{{ origin }}' as origin,
        user_share / nullif(internet_user_share, 0) as user_share_ratio,
        user_share - internet_user_share as user_share_lead,
        case when user_share is null then 'not enough data' else 'computed' end as status,
        case
            when user_share is not null then null
            when compared_users is null then 'the unit has no figure of internet users'
            when compared_count < {{ var('fewest_units_of_a_group') }}
                then 'fewer than {{ var("fewest_units_of_a_group") }} units have both figures'
            else 'the units have no users'
        end as reason
    from with_shares

)

select
    period_code,
    unit_level,
    area_code,
    name_zh,
    name_en,
    statistic_code,
    statistic_period_code,
    origin,
    statistic_origin,
    status,
    reason,
    monthly_users,
    internet_users,
    user_share,
    internet_user_share,
    user_share_ratio,
    user_share_lead
from shares_compared
