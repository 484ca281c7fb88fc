{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- The ten largest fields of local services: a treemap (type, field, users) and a quadrant chart (users, return rate,
-- richness) in one.
select
    local_user_rank,
    parent_group_code as service_type,
    group_code as field_code,
    service_users,
    user_share,
    return_rate,
    richness,
    quadrant,
    users_cut_line,
    return_rate_cut_line,
    origin
from {{ ref('service_usage_profile') }}
where period_code = '2015' and grouping_code = 'field' and local_user_rank <= 10
order by local_user_rank
