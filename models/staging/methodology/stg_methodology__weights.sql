with source as (

    select * from {{ input_table('weights') }}

),

renamed as (

    select
        cast(scheme_code as string) as scheme_code,
        cast(parent_node_code as string) as parent_node_code,
        cast(node_code as string) as node_code,
        {{ try_cast('weight', 'double') }} as weight
    from source

)

select * from renamed
