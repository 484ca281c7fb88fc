{{ config(materialized='table') }}

-- Every fault of the input in one table. The build goes on only while it is empty: its test prints the faults and
-- stops everything downstream.
with input_faults as (

    select * from {{ ref('int_reference_faults') }}
    union all
    select * from {{ ref('int_membership_faults') }}
    union all
    select * from {{ ref('int_methodology_faults') }}
    union all
    select * from {{ ref('int_record_faults') }}
    {% if not env_var('OWN_DATA_FOLDER', '') %}
    union all
    select * from {{ ref('int_service_faults') }}
    {% endif %}

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from input_faults
