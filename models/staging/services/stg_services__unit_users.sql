with source as (

    select * from {{ input_table('unit_users') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        {{ try_cast('monthly_users', 'double') }} as monthly_users,
        {{ try_cast('users_month_before', 'double') }} as users_month_before,
        {{ try_cast('returning_users', 'double') }} as returning_users,
        {{ try_cast('failure_hours', 'double') }} as failure_hours,
        {{ try_cast('service_hours', 'double') }} as service_hours
    from source

)

select * from renamed
