-- Where each field has most users.
with

service_field_leaders as (
    select * from service_field_leaders
    where user_rank <= 10
),

leaders as (
    select
        service_field_leaders.period_code,
        service_field_leaders.field_code,
        service_field_leaders.unit_level,
        service_field_leaders.user_rank,
        service_field_leaders.area_code,
        service_field_leaders.service_users,
        service_field_leaders.user_share,
        service_field_leaders.origin
    from service_field_leaders
    order by
        service_field_leaders.period_code,
        service_field_leaders.field_code,
        service_field_leaders.unit_level,
        service_field_leaders.user_rank,
        service_field_leaders.area_code
)

select * from leaders
