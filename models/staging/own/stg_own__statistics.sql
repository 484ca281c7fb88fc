{{ config(enabled=env_var('OWN_DATA', '') != '') }}

with source as (

    select * from {{ input_table('statistics') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(area_code as varchar) as area_code,
        cast(statistic_code as varchar) as statistic_code,
        cast(origin as varchar) as origin,
        try_cast(value as double) as value
    from source

)

select * from renamed
