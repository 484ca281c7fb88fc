{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- Where are household and public-security services used most?
select
    user_rank,
    name_en,
    service_count,
    service_users,
    user_share,
    origin
from {{ ref('service_field_leaders') }}
where period_code = '2015' and field_code = 'household_public_security'
order by user_rank, name_en
