with source as (

    select * from {{ input_table('sources') }}

),

renamed as (

    select
        cast(source_code as string) as source_code,
        cast(origin as string) as origin,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en
    from source

)

select * from renamed
