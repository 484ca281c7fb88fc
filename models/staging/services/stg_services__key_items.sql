with source as (

    select * from {{ input_table('service_key_items') }}

),

renamed as (

    select
        cast(service_code as string) as service_code,
        {{ try_cast('item_number', 'integer') }} as item_number
    from source

)

select * from renamed
