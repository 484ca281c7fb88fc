with source as (

    select * from {{ source('raw', 'tencent__infrastructure') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(measure_code as string) as measure_code,
        cast(value as double) as value,
        'all' as industry_code
    from source

)

select * from renamed
