with source as (

    select * from {{ source('raw', 'tencent__apps') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(area_code as varchar) as area_code,
        cast(app_field_code as varchar) as app_field_code,
        cast(new_apps as double) as new_apps
    from source

)

select * from renamed
