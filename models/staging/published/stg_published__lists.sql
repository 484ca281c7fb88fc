with source as (

    select * from {{ ref('published_lists') }}

),

renamed as (

    select
        cast(list_code as varchar) as list_code,
        cast(list_kind as varchar) as list_kind,
        cast(area_level as varchar) as area_level,
        cast(subject_code as varchar) as subject_code,
        cast(section as varchar) as section,
        cast(name_en as varchar) as name_en,
        cast(name_zh as varchar) as name_zh,
        cast(period_code as varchar) as period_code,
        nullif(cast(feeds_measure_code as varchar), '') as feeds_measure_code,
        nullif(cast(checked_against_list_code as varchar), '') as checked_against_list_code
    from source

)

select * from renamed
