with source as (

    select * from {{ input_table('analysis_roles') }}

),

renamed as (

    select
        cast(role_code as string) as role_code,
        nullif(cast(node_code as string), '') as node_code,
        nullif(cast(statistic_code as string), '') as statistic_code
    from source

)

select * from renamed
