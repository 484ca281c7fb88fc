with source as (

    select * from {{ source('raw', 'tencent__unit_users') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(area_code as varchar) as area_code,
        cast(monthly_users as double) as monthly_users,
        cast(users_month_before as double) as users_month_before,
        cast(returning_users as double) as returning_users,
        cast(failure_hours as double) as failure_hours,
        cast(service_hours as double) as service_hours
    from source

)

select * from renamed
