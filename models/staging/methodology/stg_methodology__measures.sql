with source as (

    select * from {{ input_table('measures') }}

),

renamed as (

    select
        cast(measure_code as string) as measure_code,
        cast(measure_group as string) as measure_group,
        cast(source_code as string) as source_code,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        cast(unit as string) as unit,
        cast(direction as string) as direction,
        cast(rollup as string) as rollup,
        {{ try_cast('upper_bound', 'double') }} as upper_bound,
        coalesce({{ try_cast('may_be_negative', 'boolean') }}, false) as may_be_negative
    from source

)

select * from renamed
