-- Each pattern of gaps once, with a number: its weights have as many rows as leaves and nodes.
with missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

distinct_patterns as (

    select distinct
        index_code,
        missing_pattern
    from missing_patterns

),

patterns as (

    select
        index_code,
        missing_pattern,
        cast(row_number() over (
            order by
                index_code,
                missing_pattern
        ) as integer) as pattern_number
    from distinct_patterns

)

select * from patterns
