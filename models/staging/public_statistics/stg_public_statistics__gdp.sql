with source as (

    select * from {{ ref('public_statistics__gdp') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(gdp as double) as gdp
    from source

)

select * from renamed
