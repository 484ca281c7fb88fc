with source as (

    select * from {{ input_table('services') }}

),

renamed as (

    select
        cast(service_code as string) as service_code,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        cast(field_code as string) as field_code,
        cast(service_type as string) as service_type,
        cast(action as string) as action,
        cast(coverage as string) as coverage,
        nullif(cast(province_code as string), '') as province_code,
        nullif(cast(city_code as string), '') as city_code
    from source

)

select * from renamed
