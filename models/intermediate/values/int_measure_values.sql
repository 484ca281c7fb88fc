-- The raw records after all checks: nothing below this line meets a bad row.
-- Values are exact decimals from here on, so that sums do not depend on the order in which they are taken.
-- depends_on: {{ ref('input_faults') }}
with records as (

    select * from {{ ref('int_records_unioned') }}

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
    inner join areas on records.area_code = areas.area_code
    inner join measures on records.measure_code = measures.measure_code
    inner join sources on measures.source_code = sources.source_code

)

select * from measure_values
