with source as (

    select * from {{ input_table('nodes') }}

),

renamed as (

    select
        cast(node_code as string) as node_code,
        cast(index_code as string) as index_code,
        cast(node_kind as string) as node_kind,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        {{ try_cast('minimum_weight_present', 'double') }} as minimum_weight_present,
        {{ try_cast('goalpost_low', 'double') }} as goalpost_low,
        {{ try_cast('goalpost_high', 'double') }} as goalpost_high,
        {{ try_cast('is_clipped', 'boolean') }} as is_clipped,
        {{ try_cast('reference_value', 'double') }} as reference_value,
        {{ try_cast('scale_low', 'double') }} as scale_low,
        {{ try_cast('scale_high', 'double') }} as scale_high,
        nullif(cast(pillar_code as string), '') as pillar_code,
        nullif(cast(measure_code as string), '') as measure_code,
        nullif(cast(normalisation as string), '') as normalisation,
        nullif(cast(denominator as string), '') as denominator,
        nullif(cast(missing_rule as string), '') as missing_rule,
        nullif(cast(aggregation as string), '') as aggregation,
        nullif(cast(reference as string), '') as reference,
        nullif(cast(reference_area_code as string), '') as reference_area_code,
        -- a measure that is not told by industry has its records under 'all'
        case
            when coalesce(cast(measure_code as string), '') = '' then nullif(cast(industry_code as string), '')
            else coalesce(nullif(cast(industry_code as string), ''), 'all')
        end as industry_code
    from source

)

select * from renamed
