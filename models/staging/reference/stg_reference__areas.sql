with source as (

    select * from {{ input_table('areas') }}

),

renamed as (

    select
        cast(area_code as varchar) as area_code,
        cast(area_level as varchar) as area_level,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        try_cast(is_first_tier as boolean) as is_first_tier,
        try_cast(is_sub_provincial as boolean) as is_sub_provincial,
        try_cast(is_unit as boolean) as is_unit,
        try_cast(longitude as double) as longitude,
        try_cast(latitude as double) as latitude,
        nullif(cast(parent_area_code as varchar), '') as parent_area_code,
        nullif(cast(region as varchar), '') as region,
        nullif(cast(economic_zone as varchar), '') as economic_zone,
        nullif(cast(city_type as varchar), '') as city_type
    from source

)

select * from renamed
