with source as (

    select * from {{ input_table('scenarios') }}

),

renamed as (

    select
        cast(scenario_code as string) as scenario_code,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        coalesce(nullif(cast(weighting_choice as string), ''), 'as_stated') as weighting_choice,
        coalesce(nullif(cast(normalisation_choice as string), ''), 'as_stated') as normalisation_choice,
        coalesce(nullif(cast(aggregation_choice as string), ''), 'as_stated') as aggregation_choice,
        coalesce(nullif(cast(outlier_choice as string), ''), 'as_stated') as outlier_choice,
        coalesce(nullif(cast(missing_choice as string), ''), 'as_stated') as missing_choice
    from source

)

select * from renamed
