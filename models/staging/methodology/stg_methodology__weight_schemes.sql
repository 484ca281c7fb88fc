with source as (

    select * from {{ input_table('weight_schemes') }}

),

renamed as (

    select
        cast(scheme_code as varchar) as scheme_code,
        cast(weighting_method as varchar) as weighting_method,
        cast(name_zh as varchar) as name_zh,
        cast(name_en as varchar) as name_en,
        cast(description as varchar) as description,
        nullif(cast(inherits_from as varchar), '') as inherits_from
    from source

)

select * from renamed
