-- Which provinces use city services more than their internet users suggest?
select
    name_en,
    user_share,
    internet_user_share,
    user_share_lead,
    user_share_ratio,
    statistic_period_code,
    origin,
    statistic_origin
from {{ ref('service_users_by_province') }}
where period_code = '2015' and user_share_lead > 0
order by user_share_lead desc
