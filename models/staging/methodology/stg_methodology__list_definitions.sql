with source as (

    select * from {{ input_table('list_definitions') }}

),

renamed as (

    select
        cast(list_code as string) as list_code,
        cast(node_code as string) as node_code,
        cast(unit_level as string) as unit_level,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        {{ try_cast('list_length', 'integer') }} as list_length
    from source

)

select * from renamed
