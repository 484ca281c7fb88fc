with source as (

    select * from {{ input_table('weights') }}

),

renamed as (

    select
        cast(scheme_code as varchar) as scheme_code,
        cast(parent_node_code as varchar) as parent_node_code,
        cast(node_code as varchar) as node_code,
        try_cast(weight as double) as weight
    from source

)

select * from renamed
