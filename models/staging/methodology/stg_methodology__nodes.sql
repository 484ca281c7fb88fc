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
        nullif(cast(pillar_code as varchar), '') as pillar_code,
        nullif(cast(measure_code as varchar), '') as measure_code,
        nullif(cast(normalisation as varchar), '') as normalisation,
        nullif(cast(denominator as varchar), '') as denominator,
        nullif(cast(missing_rule as varchar), '') as missing_rule,
        -- a measure that is not told by industry has its records under 'all'
        case
            when coalesce(cast(measure_code as varchar), '') = '' then nullif(cast(industry_code as varchar), '')
            else coalesce(nullif(cast(industry_code as varchar), ''), 'all')
        end as industry_code
    from source

)

select * from renamed
