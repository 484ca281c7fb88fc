-- Who uses which fields of city services, and how many come back.
with

service_usage_profile as (select * from service_usage_profile),

profile as (
    select
        service_usage_profile.period_code,
        service_usage_profile.grouping_code,
        service_usage_profile.parent_group_code,
        service_usage_profile.group_code,
        service_usage_profile.service_count,
        service_usage_profile.service_users,
        service_usage_profile.user_share,
        service_usage_profile.return_rate,
        service_usage_profile.users_cut_line,
        service_usage_profile.return_rate_cut_line,
        service_usage_profile.quadrant,
        service_usage_profile.reason,
        service_usage_profile.origin
    from service_usage_profile
    order by
        service_usage_profile.period_code,
        service_usage_profile.grouping_code,
        service_usage_profile.group_code
)

select * from profile
