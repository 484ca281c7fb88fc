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
        cast(minimum_weight_present as double) as minimum_weight_present,
        cast(nullif(cast(goalpost_low as varchar), '') as double) as goalpost_low,
        cast(nullif(cast(goalpost_high as varchar), '') as double) as goalpost_high,
        cast(nullif(cast(is_clipped as varchar), '') as boolean) as is_clipped,
        cast(nullif(cast(reference_value as varchar), '') as double) as reference_value,
        cast(nullif(cast(scale_low as varchar), '') as double) as scale_low,
        cast(nullif(cast(scale_high as varchar), '') as double) as scale_high,
        nullif(cast(pillar_code as varchar), '') as pillar_code,
        nullif(cast(measure_code as varchar), '') as measure_code,
        nullif(cast(industry_code as varchar), '') as industry_code,
        nullif(cast(normalisation as varchar), '') as normalisation,
        nullif(cast(denominator as varchar), '') as denominator,
        nullif(cast(missing_rule as varchar), '') as missing_rule,
        nullif(cast(aggregation as varchar), '') as aggregation,
        nullif(cast(reference as varchar), '') as reference,
        nullif(cast(reference_area_code as varchar), '') as reference_area_code
    from source

)

select * from renamed
