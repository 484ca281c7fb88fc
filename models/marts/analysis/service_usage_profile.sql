{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- Who uses which city services and who comes back, in four groupings one below the other: all services, local against
-- national ones, service types, and fields with their type (a treemap). The use of each service stands in an extract of
-- the embedded data alone. A field falls into a quadrant by the means of all fields.
-- depends_on: {{ ref('input_faults') }}
{% set groupings = {
    'all': {'group': "'all'", 'parent': "'none'"},
    'scope': {'group': 'scope', 'parent': "'all'"},
    'service_type': {'group': 'service_type', 'parent': "'all'"},
    'field': {'group': 'field_code', 'parent': 'service_type'},
} %}

with service_usage as (

    select * from {{ ref('stg_tencent__service_usage') }}

),

services as (

    select * from {{ ref('stg_services__services') }}

),

uses as (

    -- users are whole numbers, so the order of their sums does not matter
    select
        service_usage.period_code,
        service_usage.service_code,
        service_usage.area_code,
        services.field_code,
        services.service_type,
        service_usage.monthly_users,
        service_usage.returning_users,
        case when services.coverage = 'nation' then 'national' else 'local' end as scope
    from service_usage
    inner join services on service_usage.service_code = services.service_code

),

grouped_uses as (

    {% for grouping, codes in groupings.items() %}
    select
        *,
        '{{ grouping }}' as grouping_code,
        {{ codes['parent'] }} as parent_group_code,
        {{ codes['group'] }} as group_code
    from uses
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

groups as (

    select
        period_code,
        grouping_code,
        parent_group_code,
        group_code,
        cast(count(distinct service_code) as integer) as service_count,
        cast(count(distinct case when scope = 'local' then service_code end) as integer) as local_service_count,
        cast(count(distinct area_code) as integer) as area_count,
        cast(count(*) as integer) as offer_count,
        sum(monthly_users) as service_users,
        sum(returning_users) as returning_service_users
    from grouped_uses
    group by
        period_code,
        grouping_code,
        parent_group_code,
        group_code

),

with_rates as (

    select
        *,
        service_users / offer_count as users_per_offer,
        cast(offer_count as double) / area_count as richness,
        100 * service_users / nullif(
            sum(service_users) over (partition by period_code, grouping_code), 0
        ) as user_share,
        cast(rank() over (partition by period_code, grouping_code order by service_users desc) as integer) as user_rank,
        case
            when service_users >= {{ var('fewest_users_of_a_rate') }} then 100 * returning_service_users / service_users
        end as return_rate
    from groups

),

with_means as (

    select
        *,
        count(return_rate) over (partition by period_code, grouping_code) as rate_count,
        sum(service_users) over (partition by period_code, grouping_code)
        / count(*) over (partition by period_code, grouping_code) as mean_users,
        cast(sum({{ exact_value('return_rate') }}) over (partition by period_code, grouping_code) as double)
        / nullif(count(return_rate) over (partition by period_code, grouping_code), 0) as mean_rate,
        case
            when local_service_count > 0
                then cast(
                    rank() over (
                        partition by period_code, grouping_code
                        order by case when local_service_count > 0 then 0 else 1 end asc, service_users desc
                    ) as integer
                )
        end as local_user_rank
    from with_rates

),

with_cut_lines as (

    select
        *,
        case
            when grouping_code = 'field' and rate_count >= {{ var('fewest_fields_of_a_quadrant') }} then mean_users
        end as users_cut_line,
        case
            when grouping_code = 'field' and rate_count >= {{ var('fewest_fields_of_a_quadrant') }} then mean_rate
        end as return_rate_cut_line
    from with_means

),

usage_profile as (

    select
        *,
        'reconstructed' as origin,
        case
            when service_users >= users_cut_line and return_rate >= return_rate_cut_line then 1
            when service_users < users_cut_line and return_rate >= return_rate_cut_line then 2
            when service_users < users_cut_line and return_rate < return_rate_cut_line then 3
            when service_users >= users_cut_line and return_rate < return_rate_cut_line then 4
        end as quadrant,
        case when return_rate is null then 'not enough data' else 'computed' end as status,
        case
            when return_rate is null
                then 'fewer than {{ var("fewest_users_of_a_rate") }} users: no return rate'
        end as reason
    from with_cut_lines

)

select
    period_code,
    grouping_code,
    parent_group_code,
    group_code,
    origin,
    status,
    reason,
    service_count,
    local_service_count,
    area_count,
    offer_count,
    richness,
    service_users,
    user_share,
    user_rank,
    local_user_rank,
    users_per_offer,
    returning_service_users,
    return_rate,
    users_cut_line,
    return_rate_cut_line,
    quadrant
from usage_profile
