with source as (

    select * from {{ input_table('uncertain_choices') }}

),

renamed as (

    select
        cast(analysis_code as string) as analysis_code,
        cast(factor_code as string) as factor_code,
        cast(choice_code as string) as choice_code,
        cast(probability as double) as probability
    from source

)

select * from renamed
