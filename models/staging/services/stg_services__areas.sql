with source as (

    select * from {{ input_table('service_areas') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(service_code as varchar) as service_code,
        cast(area_code as varchar) as area_code
    from source

)

select * from renamed
