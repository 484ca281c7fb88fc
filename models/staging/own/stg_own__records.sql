{{ config(enabled=env_var('OWN_DATA', '') != '') }}

with source as (

    select * from {{ input_table('records') }}

),

renamed as (

    -- the value as it was delivered stays beside the number, for the message about what is none
    select
        cast(period_code as string) as period_code,
        cast(area_code as string) as area_code,
        cast(measure_code as string) as measure_code,
        cast(value as string) as delivered_value,
        {{ try_cast('value', 'double') }} as value,
        cast(industry_code as string) as industry_code
    from source

)

select * from renamed
