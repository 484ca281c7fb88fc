with source as (

    select * from {{ source('raw', 'tencent__service_usage') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(service_code as varchar) as service_code,
        cast(area_code as varchar) as area_code,
        cast(monthly_users as double) as monthly_users,
        cast(returning_users as double) as returning_users
    from source

)

select * from renamed
