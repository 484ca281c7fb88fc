with source as (

    select * from {{ input_table('sources') }}

),

renamed as (

    select
        cast(source_code as varchar) as source_code,
        cast(origin as varchar) as origin,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en
    from source

)

select * from renamed
