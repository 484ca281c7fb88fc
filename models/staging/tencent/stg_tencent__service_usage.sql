with source as (

    select * from {{ source('raw', 'tencent__service_usage') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(service_code as string) as service_code,
        cast(area_code as string) as area_code,
        cast(monthly_users as double) as monthly_users,
        cast(returning_users as double) as returning_users
    from source

)

select * from renamed
