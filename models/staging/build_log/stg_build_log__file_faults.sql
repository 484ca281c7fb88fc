-- What is wrong with the files of own data as files. Embedded data have none: git keeps them.
with source as (

    select * from {{ source('build_log', 'file_faults') }}

),

renamed as (

    select
        cast(table_name as varchar) as table_name,
        cast(row_key as varchar) as row_key,
        cast(faulty_value as varchar) as faulty_value,
        cast(broken_rule as varchar) as broken_rule
    from source

)

select * from renamed
