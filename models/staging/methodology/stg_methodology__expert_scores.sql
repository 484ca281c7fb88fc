with source as (

    select * from {{ input_table('expert_scores', parquet=true) }}

),

renamed as (

    select
        cast(expert_code as varchar) as expert_code,
        cast(node_code as varchar) as node_code,
        cast(score as double) as expert_score
    from source

)

select * from renamed
