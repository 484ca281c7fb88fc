{{ config(enabled=env_var('OWN_DATA', '') != '') }}

with source as (

    select * from {{ input_table('statistics') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(statistic_code as string) as statistic_code,
        cast(origin as string) as origin,
        {{ try_cast('value', 'double') }} as value
    from source

)

select * from renamed
