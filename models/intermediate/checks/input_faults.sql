{{ config(materialized='table') }}

-- Every fault of the input in one table. The build goes on only while it is empty: its test prints the faults and
-- stops everything downstream.
with file_faults as (

    select * from {{ ref('stg_build_log__file_faults') }}

),

table_faults as (

    select * from {{ ref('int_contract_faults') }}
    union all
    select * from {{ ref('int_reference_faults') }}
    union all
    select * from {{ ref('int_membership_faults') }}
    union all
    select * from {{ ref('int_methodology_faults') }}
    union all
    select * from {{ ref('int_service_faults') }}

),

bad_records as (

    select
        table_name,
        row_key,
        faulty_value,
        broken_rule
    from {{ ref('int_bad_records') }}
    {% if not bad_records_stop_the_build() %}where false{% endif %}

),

record_faults as (

    select * from {{ ref('int_record_faults') }}

),

input_faults as (

    -- what follows from an earlier fault is not told: without its file a table has no codes to point to
    select * from file_faults
    union all
    select * from table_faults
    where not exists (select 1 from file_faults)
    union all
    select * from bad_records
    where not exists (select 1 from file_faults) and not exists (select 1 from table_faults)
    union all
    select * from record_faults
    where
        not exists (select 1 from file_faults)
        and not exists (select 1 from table_faults)
        and not exists (select 1 from bad_records)

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from input_faults
