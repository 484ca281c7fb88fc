with source as (

    select * from {{ input_table('periods') }}

),

renamed as (

    select
        cast(period_code as varchar) as period_code,
        cast(period_grain as varchar) as period_grain,
        try_cast(period_start as date) as period_start,
        try_cast(period_end as date) as period_end,
        nullif(cast(previous_period_code as varchar), '') as previous_period_code,
        nullif(cast(base_period_code as varchar), '') as base_period_code
    from source

)

select * from renamed
