with source as (

    select * from {{ input_table('services') }}

),

renamed as (

    select
        cast(service_code as varchar) as service_code,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        cast(field_code as varchar) as field_code,
        cast(service_type as varchar) as service_type,
        cast(action as varchar) as action,
        cast(coverage as varchar) as coverage,
        nullif(cast(province_code as varchar), '') as province_code,
        nullif(cast(city_code as varchar), '') as city_code
    from source

)

select * from renamed
