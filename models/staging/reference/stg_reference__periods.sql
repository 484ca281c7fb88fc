with source as (

    select * from {{ input_table('periods') }}

),

renamed as (

    select
        cast(period_code as string) as period_code,
        cast(period_grain as string) as period_grain,
        {{ try_cast('period_start', 'date') }} as period_start,
        {{ try_cast('period_end', 'date') }} as period_end,
        nullif(cast(previous_period_code as string), '') as previous_period_code,
        nullif(cast(base_period_code as string), '') as base_period_code
    from source

)

select * from renamed
