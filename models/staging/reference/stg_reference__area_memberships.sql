with source as (

    select * from {{ input_table('area_memberships') }}

),

renamed as (

    select
        cast(area_code as varchar) as area_code,
        try_cast(valid_from as date) as valid_from,
        try_cast(valid_to as date) as valid_to,
        nullif(cast(parent_area_code as varchar), '') as parent_area_code
    from source

)

select * from renamed
