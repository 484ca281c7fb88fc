with source as (

    select * from {{ source('raw', 'tencent__service_quality_items') }}

),

renamed as (

    select
        cast(service_code as varchar) as service_code,
        cast(item_number as integer) as item_number,
        cast(passed as integer) as passed
    from source

)

select * from renamed
