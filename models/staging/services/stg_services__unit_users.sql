with source as (

    select * from {{ input_table('unit_users') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(area_code as varchar) as area_code,
        try_cast(monthly_users as double) as monthly_users,
        try_cast(users_month_before as double) as users_month_before,
        try_cast(returning_users as double) as returning_users,
        try_cast(failure_hours as double) as failure_hours,
        try_cast(service_hours as double) as service_hours
    from source

)

select * from renamed
