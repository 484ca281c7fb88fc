-- What is wrong with the files of own data as files. Embedded data have none: git keeps them.
with source as (

    select * from {{ source('build_log', 'file_faults') }}

),

renamed as (

    select
        cast(table_name as string) as table_name,
        cast(row_key as string) as row_key,
        cast(faulty_value as string) as faulty_value,
        cast(broken_rule as string) as broken_rule
    from source

)

select * from renamed
