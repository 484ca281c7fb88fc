with source as (

    select * from {{ ref('published_statements') }}

),

renamed as (

    select
        'statement:' || statement_id as figure_id,
        cast(statement_id as string) as statement_id,
        cast(section as string) as section,
        cast(statistic as string) as statistic,
        nullif(cast(list_code as string), '') as list_code,
        cast(nullif(cast(rank_from as string), '') as integer) as rank_from,
        cast(nullif(cast(rank_to as string), '') as integer) as rank_to,
        nullif(cast(group_attribute as string), '') as group_attribute,
        nullif(cast(group_value as string), '') as group_value,
        nullif(cast(compared_attribute as string), '') as compared_attribute,
        nullif(cast(compared_value as string), '') as compared_value,
        printed_value,
        cast(printed_value as double) as published_value,
        {{ printed_decimals('printed_value') }} as printed_decimals,
        cast(unit as string) as unit,
        cast(comparison as string) as comparison,
        cast(is_implied as boolean) as is_implied,
        cast(subject as string) as subject
    from source

)

select * from renamed
