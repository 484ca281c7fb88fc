with source as (

    select * from {{ input_table('measures') }}

),

renamed as (

    select
        cast(measure_code as varchar) as measure_code,
        cast(measure_group as varchar) as measure_group,
        cast(source_code as varchar) as source_code,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        cast(unit as varchar) as unit,
        cast(direction as varchar) as direction,
        cast(rollup as varchar) as rollup,
        try_cast(upper_bound as double) as upper_bound,
        coalesce(try_cast(may_be_negative as boolean), false) as may_be_negative
    from source

)

select * from renamed
