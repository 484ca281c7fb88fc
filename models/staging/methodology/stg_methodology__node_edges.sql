with source as (

    select * from {{ input_table('node_edges') }}

),

renamed as (

    select
        cast(parent_node_code as string) as parent_node_code,
        cast(node_code as string) as node_code
    from source

)

select * from renamed
