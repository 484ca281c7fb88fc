with source as (

    select * from {{ ref('published_rank_leads') }}

),

renamed as (

    select
        table_code || ':' || area_code || ':' || figure_code as figure_id,
        cast(table_code as string) as table_code,
        cast(nullif(cast(position as string), '') as integer) as position,
        cast(area_code as string) as area_code,
        cast(printed_name as string) as printed_name,
        cast(figure_code as string) as figure_code,
        printed_value,
        cast(printed_value as double) as published_value,
        {{ printed_decimals('printed_value') }} as printed_decimals
    from source

)

select * from renamed
