with source as (

    select * from {{ input_table('areas') }}

),

renamed as (

    select
        cast(area_code as string) as area_code,
        cast(area_level as string) as area_level,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        {{ try_cast('is_first_tier', 'boolean') }} as is_first_tier,
        {{ try_cast('is_sub_provincial', 'boolean') }} as is_sub_provincial,
        {{ try_cast('is_unit', 'boolean') }} as is_unit,
        {{ try_cast('longitude', 'double') }} as longitude,
        {{ try_cast('latitude', 'double') }} as latitude,
        nullif(cast(parent_area_code as string), '') as parent_area_code,
        nullif(cast(region as string), '') as region,
        nullif(cast(economic_zone as string), '') as economic_zone,
        nullif(cast(city_type as string), '') as city_type
    from source

)

select * from renamed
