with source as (

    select * from {{ input_table('expert_scores') }}

),

renamed as (

    select
        cast(expert_code as varchar) as expert_code,
        cast(node_code as varchar) as node_code,
        try_cast(score as double) as expert_score
    from source

)

select * from renamed
