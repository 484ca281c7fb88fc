-- Users of city services beside internet users.
with

service_users_by_province as (select * from service_users_by_province),

users as (
    select
        service_users_by_province.period_code,
        service_users_by_province.unit_level,
        service_users_by_province.area_code,
        service_users_by_province.monthly_users,
        service_users_by_province.user_share,
        service_users_by_province.internet_user_share,
        service_users_by_province.user_share_ratio,
        service_users_by_province.reason,
        service_users_by_province.origin
    from service_users_by_province
    order by
        service_users_by_province.period_code,
        service_users_by_province.unit_level,
        service_users_by_province.area_code
)

select * from users
