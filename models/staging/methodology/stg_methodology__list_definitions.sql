with source as (

    select * from {{ input_table('list_definitions') }}

),

renamed as (

    select
        cast(list_code as varchar) as list_code,
        cast(node_code as varchar) as node_code,
        cast(unit_level as varchar) as unit_level,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        try_cast(list_length as integer) as list_length
    from source

)

select * from renamed
