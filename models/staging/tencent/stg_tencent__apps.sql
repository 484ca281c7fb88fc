with source as (

    select * from {{ source('raw', 'tencent__apps') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(app_field_code as string) as app_field_code,
        cast(new_apps as double) as new_apps
    from source

)

select * from renamed
