-- Faults of the raw records: one row for each broken rule, naming table, key and value.
with records as (

    select * from {{ ref('int_records_unioned') }}

),

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

signed_measures as (

    select measure_code
    from measures
    where may_be_negative

),

{% set key = ['period_code', 'area_code', 'measure_code', 'industry_code'] %}
all_faults as (

    {{ duplicate_key_faults('records', none, key) }}
    union all
    {{ unknown_code_faults('records', none, key, 'period_code', 'periods', 'period_code') }}
    union all
    {{ unknown_code_faults('records', none, key, 'area_code', 'areas', 'area_code') }}
    union all
    {{ unknown_code_faults('records', none, key, 'measure_code', 'measures', 'measure_code') }}
    union all
    {{ unknown_code_faults('records', none, key, 'industry_code', 'industries', 'industry_code') }}
    union all
    select
        records.table_name,
        {{ row_key(key, 'records') }} as row_key,
        'value=' || coalesce(cast(records.value as varchar), '') as faulty_value,
        'a value is 0 or a number from 0.000001 to 1e18; what is missing has no row' as broken_rule
    from records
    where
        records.value is null
        or not (
            records.value = 0
            or (records.value >= 0.000001 and records.value <= 1e18)
            or (
                records.value <= -0.000001
                and records.value >= -1e18
                and records.measure_code in (select signed_measures.measure_code from signed_measures)
            )
        )
    union all
    select
        records.table_name,
        {{ row_key(key, 'records') }} as row_key,
        'value=' || cast(records.value as varchar) as faulty_value,
        'a value does not lie above the upper bound of its measure' as broken_rule
    from records
    inner join measures on records.measure_code = measures.measure_code
    where records.value > measures.upper_bound

),

record_faults as (

    select * from all_faults

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from record_faults
