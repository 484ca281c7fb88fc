with source as (

    select * from {{ input_table('service_quality_items') }}

),

renamed as (

    select
        cast(service_code as string) as service_code,
        {{ try_cast('item_number', 'integer') }} as item_number,
        {{ try_cast('passed', 'integer') }} as passed
    from source

)

select * from renamed
