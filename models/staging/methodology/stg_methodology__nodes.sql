with source as (

    select * from {{ input_table('nodes') }}

),

renamed as (

    select
        cast(node_code as varchar) as node_code,
        cast(index_code as varchar) as index_code,
        cast(node_kind as varchar) as node_kind,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        try_cast(minimum_weight_present as double) as minimum_weight_present,
        try_cast(goalpost_low as double) as goalpost_low,
        try_cast(goalpost_high as double) as goalpost_high,
        try_cast(is_clipped as boolean) as is_clipped,
        try_cast(reference_value as double) as reference_value,
        try_cast(scale_low as double) as scale_low,
        try_cast(scale_high as double) as scale_high,
        nullif(cast(pillar_code as varchar), '') as pillar_code,
        nullif(cast(measure_code as varchar), '') as measure_code,
        nullif(cast(normalisation as varchar), '') as normalisation,
        nullif(cast(denominator as varchar), '') as denominator,
        nullif(cast(missing_rule as varchar), '') as missing_rule,
        nullif(cast(aggregation as varchar), '') as aggregation,
        nullif(cast(reference as varchar), '') as reference,
        nullif(cast(reference_area_code as varchar), '') as reference_area_code,
        -- a measure that is not told by industry has its records under 'all'
        case
            when coalesce(cast(measure_code as varchar), '') = '' then nullif(cast(industry_code as varchar), '')
            else coalesce(nullif(cast(industry_code as varchar), ''), 'all')
        end as industry_code
    from source

)

select * from renamed
