with source as (

    select * from {{ input_table('service_areas') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(service_code as string) as service_code,
        cast(area_code as string) as area_code
    from source

)

select * from renamed
