with source as (

    select * from {{ input_table('area_levels') }}

),

renamed as (

    select
        cast(area_level as varchar) as area_level,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        try_cast(depth as integer) as depth,
        try_cast(is_unit_level as boolean) as is_unit_level
    from source

)

select * from renamed
