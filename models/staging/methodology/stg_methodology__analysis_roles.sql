with source as (

    select * from {{ input_table('analysis_roles') }}

),

renamed as (

    select
        cast(role_code as varchar) as role_code,
        nullif(cast(node_code as varchar), '') as node_code,
        nullif(cast(statistic_code as varchar), '') as statistic_code
    from source

)

select * from renamed
