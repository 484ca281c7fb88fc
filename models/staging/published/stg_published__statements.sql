with source as (

    select * from {{ ref('published_statements') }}

),

renamed as (

    select
        'statement:' || statement_id as figure_id,
        cast(statement_id as varchar) as statement_id,
        cast(section as varchar) as section,
        cast(statistic as varchar) as statistic,
        nullif(cast(list_code as varchar), '') as list_code,
        cast(nullif(cast(rank_from as varchar), '') as integer) as rank_from,
        cast(nullif(cast(rank_to as varchar), '') as integer) as rank_to,
        nullif(cast(group_attribute as varchar), '') as group_attribute,
        nullif(cast(group_value as varchar), '') as group_value,
        nullif(cast(compared_attribute as varchar), '') as compared_attribute,
        nullif(cast(compared_value as varchar), '') as compared_value,
        printed_value,
        cast(printed_value as double) as published_value,
        {{ printed_decimals('printed_value') }} as printed_decimals,
        cast(unit as varchar) as unit,
        cast(comparison as varchar) as comparison,
        cast(is_implied as boolean) as is_implied,
        cast(subject as varchar) as subject
    from source

)

select * from renamed
