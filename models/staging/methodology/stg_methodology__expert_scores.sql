with source as (

    select * from {{ input_table('expert_scores') }}

),

renamed as (

    select
        cast(expert_code as string) as expert_code,
        cast(node_code as string) as node_code,
        {{ try_cast('score', 'double') }} as expert_score
    from source

)

select * from renamed
