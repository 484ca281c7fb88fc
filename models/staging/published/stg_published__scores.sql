with source as (

    select * from {{ ref('published_scores') }}

),

renamed as (

    select
        list_code || ':' || area_code as figure_id,
        cast(list_code as string) as list_code,
        cast(nullif(cast(printed_rank as string), '') as integer) as printed_rank,
        cast(area_code as string) as area_code,
        cast(printed_name as string) as printed_name,
        printed_value,
        cast(printed_value as double) as published_value,
        {{ printed_decimals('printed_value') }} as printed_decimals
    from source

)

select * from renamed
