with source as (

    select * from {{ input_table('industries') }}

),

renamed as (

    select
        cast(industry_code as varchar) as industry_code,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        nullif(cast(sector_code as varchar), '') as sector_code
    from source

)

select * from renamed
