with source as (

    select * from {{ ref('published_ranks') }}

),

renamed as (

    select
        cast(list_code as string) as list_code,
        cast(nullif(cast(printed_rank as string), '') as integer) as printed_rank,
        cast(area_code as string) as area_code,
        cast(printed_name as string) as printed_name,
        list_code || ':' || area_code as figure_id
    from source

)

select * from renamed
