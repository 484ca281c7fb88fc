with source as (

    select * from {{ input_table('weight_schemes') }}

),

renamed as (

    select
        cast(scheme_code as string) as scheme_code,
        cast(weighting_method as string) as weighting_method,
        cast(name_zh as string) as name_zh,
        cast(name_en as string) as name_en,
        cast(description as string) as description,
        nullif(cast(inherits_from as string), '') as inherits_from
    from source

)

select * from renamed
