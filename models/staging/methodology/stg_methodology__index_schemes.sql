with source as (

    select * from {{ input_table('index_schemes') }}

),

renamed as (

    select
        cast(index_code as string) as index_code,
        cast(scheme_code as string) as scheme_code,
        {{ try_cast('is_default', 'boolean') }} as is_default
    from source

)

select * from renamed
