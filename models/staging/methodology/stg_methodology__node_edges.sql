with source as (

    select * from {{ input_table('node_edges') }}

),

renamed as (

    select
        cast(parent_node_code as varchar) as parent_node_code,
        cast(node_code as varchar) as node_code
    from source

)

select * from renamed
