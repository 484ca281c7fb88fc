with source as (

    select * from {{ input_table('area_memberships') }}

),

renamed as (

    select
        cast(area_code as varchar) as area_code,
        cast(nullif(cast(valid_from as varchar), '') as date) as valid_from,
        cast(nullif(cast(valid_to as varchar), '') as date) as valid_to,
        nullif(cast(parent_area_code as varchar), '') as parent_area_code
    from source

)

select * from renamed
