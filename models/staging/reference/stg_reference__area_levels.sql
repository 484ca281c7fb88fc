with source as (

    select * from {{ input_table('area_levels') }}

),

renamed as (

    select
        cast(area_level as string) as area_level,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        {{ try_cast('depth', 'integer') }} as depth,
        {{ try_cast('is_unit_level', 'boolean') }} as is_unit_level
    from source

)

select * from renamed
