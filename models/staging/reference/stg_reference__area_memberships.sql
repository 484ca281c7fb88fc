with source as (

    select * from {{ input_table('area_memberships') }}

),

renamed as (

    select
        cast(area_code as string) as area_code,
        {{ try_cast('valid_from', 'date') }} as valid_from,
        {{ try_cast('valid_to', 'date') }} as valid_to,
        nullif(cast(parent_area_code as string), '') as parent_area_code
    from source

)

select * from renamed
