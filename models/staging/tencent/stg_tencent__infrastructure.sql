with source as (

    select * from {{ source('raw', 'tencent__infrastructure') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(area_code as varchar) as area_code,
        cast(measure_code as varchar) as measure_code,
        cast(value as double) as value,
        'all' as industry_code
    from source

)

select * from renamed
