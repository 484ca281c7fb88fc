{{ config(materialized='incremental', pre_hook=["{{ forget_changed_periods() }}", "{{ delete_changed_periods() }}"]) }}

-- The raw records after all checks: nothing below this line meets a bad row.
-- Values are exact decimals from here on, so that sums do not depend on the order in which they are taken.
-- depends_on: {{ ref('int_changed_periods') }}
-- depends_on: {{ ref('input_faults') }}
with records as (

    select * from {{ ref('int_records_unioned') }}
    {{ only_changed_periods() }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

bad_records as (

    select * from {{ ref('int_bad_records') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

measure_values as (

    select
        records.period_code,
        records.area_code,
        areas.area_level,
        records.measure_code,
        records.industry_code,
        {{ exact_value('records.value') }} as value,
        sources.origin
    from records
    inner join periods on records.period_code = periods.period_code
    inner join areas on records.area_code = areas.area_code
    inner join measures on records.measure_code = measures.measure_code
    inner join sources on measures.source_code = sources.source_code
    left join bad_records
        on
            records.period_code = bad_records.period_code
            and records.area_code = bad_records.area_code
            and records.measure_code = bad_records.measure_code
            and records.industry_code = bad_records.industry_code
    where bad_records.broken_rule is null

)

select * from measure_values
