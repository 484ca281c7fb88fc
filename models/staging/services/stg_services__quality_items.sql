with source as (

    select * from {{ input_table('service_quality_items') }}

),

renamed as (

    select
        cast(service_code as varchar) as service_code,
        try_cast(item_number as integer) as item_number,
        try_cast(passed as integer) as passed
    from source

)

select * from renamed
