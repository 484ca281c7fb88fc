with source as (

    select * from {{ input_table('industries') }}

),

renamed as (

    select
        cast(industry_code as string) as industry_code,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        nullif(cast(sector_code as string), '') as sector_code
    from source

)

select * from renamed
