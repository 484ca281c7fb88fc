with source as (

    select * from {{ source('raw', 'xinmeida__records') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(industry_code as string) as industry_code,
        cast(measure_code as string) as measure_code,
        cast(value as double) as value
    from source

)

select * from renamed
