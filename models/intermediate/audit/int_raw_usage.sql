-- Statements about who uses the city services and who comes back, from the reconstructed usage of each service. A share
-- is one of all uses (of the area, where the statement names one); local is what is not nation-wide.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

service_usage as (

    select * from {{ ref('stg_tencent__service_usage') }}

),

unit_users as (

    select * from {{ ref('stg_services__unit_users') }}

),

services as (

    select * from {{ ref('stg_services__services') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

uses as (

    select
        service_usage.area_code,
        areas.province_code,
        services.field_code,
        services.service_type,
        service_usage.monthly_users,
        service_usage.returning_users,
        case when services.coverage = 'nation' then 'national' else 'local' end as scope
    from service_usage
    inner join services on service_usage.service_code = services.service_code
    inner join areas on service_usage.area_code = areas.area_code
    where service_usage.period_code = '2015'

),

matched as (

    -- users are whole numbers, so the order of these sums does not matter
    select
        statements.figure_id,
        statements.statistic,
        uses.monthly_users,
        uses.returning_users,
        case
            when statements.group_attribute = 'service_scope' then uses.scope = statements.group_value
            when statements.group_attribute = 'service_category' then uses.service_type = statements.group_value
            when statements.group_attribute = 'service'
                then position(' ' || uses.field_code || ' ' in ' ' || statements.group_value || ' ') > 0
            when statements.compared_attribute = 'service_scope' then uses.scope = statements.compared_value
            when statements.compared_attribute = 'service'
                then statements.compared_value like uses.field_code || '%'
        end as is_meant
    from statements
    inner join uses
        on
            statements.group_attribute in ('service_scope', 'service_category', 'service')
            or (
                statements.group_attribute = 'area_code'
                and statements.group_value in (uses.area_code, uses.province_code)
            )
    where
        statements.statistic in ('user_share', 'return_rate')
        and statements.rank_from is null
        and coalesce(statements.compared_attribute, 'service') in ('service', 'service_scope')
        and (statements.group_attribute != 'area_code' or statements.compared_attribute is not null)

),

shares_and_rates as (

    select
        figure_id,
        case statistic
            when 'user_share' then 100.0 * sum(case when is_meant then monthly_users else 0 end) / sum(monthly_users)
            else
                100.0 * sum(case when is_meant then returning_users else 0 end)
                / nullif(sum(case when is_meant then monthly_users else 0 end), 0)
        end as recomputed_value
    from matched
    group by
        figure_id,
        statistic

),

unit_return_rates as (

    select
        statements.figure_id,
        100.0 * unit_users.returning_users / unit_users.users_month_before as recomputed_value
    from statements
    inner join unit_users
        on
            statements.group_value = unit_users.area_code
            and unit_users.period_code = '2015'
    where
        statements.statistic = 'return_rate'
        and statements.group_attribute = 'area_code'
        and statements.compared_attribute is null

),

fields as (

    select
        field_code,
        sum(monthly_users) as field_users,
        row_number() over (order by sum(monthly_users) desc, field_code asc) as place
    from uses
    group by field_code
    having max(case when scope = 'local' then 1 else 0 end) = 1

),

largest_fields as (

    -- the fields that have local services, each with all of its services
    select
        statements.figure_id,
        100.0 * sum(fields.field_users) / (select sum(uses.monthly_users) from uses) as recomputed_value
    from statements
    inner join fields on fields.place between statements.rank_from and statements.rank_to
    where statements.statistic = 'user_share'
    group by statements.figure_id

),

users_per_service as (

    select
        scope,
        sum(monthly_users) / count(*) as mean_users
    from uses
    group by scope

),

scope_ratios as (

    -- users of a service in a city
    select
        statements.figure_id,
        meant.mean_users / compared.mean_users as recomputed_value
    from statements
    inner join users_per_service as meant on statements.group_value = meant.scope
    inner join users_per_service as compared on statements.compared_value = compared.scope
    where statements.statistic = 'ratio' and statements.group_attribute = 'service_scope'

),

all_figures as (

    select * from shares_and_rates
    union all
    select * from unit_return_rates
    union all
    select * from largest_fields
    union all
    select * from scope_ratios

),

raw_usage as (

    select
        figure_id,
        recomputed_value,
        'reconstructed raw data' as basis,
        0 as uncertainty,
        'the raw data' as recomputed_from
    from all_figures

)

select
    figure_id,
    basis,
    recomputed_value,
    uncertainty,
    recomputed_from
from raw_usage
