with source as (

    select * from {{ source('raw', 'public_statistics__cities') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(gdp as double) as gdp,
        cast(retail_sales as double) as retail_sales,
        cast(deposits as double) as deposits,
        cast(top_class_hospitals as double) as top_class_hospitals,
        cast(universities as double) as universities
    from source

)

select * from renamed
