with source as (

    select * from {{ ref('published_lists') }}

),

renamed as (

    select
        cast(list_code as string) as list_code,
        cast(list_kind as string) as list_kind,
        cast(area_level as string) as area_level,
        cast(subject_code as string) as subject_code,
        cast(section as string) as section,
        cast(name_en as string) as name_en,
        cast(name_zh as string) as name_zh,
        cast(period_code as string) as period_code,
        nullif(cast(feeds_measure_code as string), '') as feeds_measure_code,
        nullif(cast(checked_against_list_code as string), '') as checked_against_list_code
    from source

)

select * from renamed
