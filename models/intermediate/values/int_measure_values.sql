{{ config(materialized='view') }}

-- The raw records after all checks: nothing below this line meets a bad row.
-- depends_on: {{ ref('input_faults') }}
with records as (

    select * from {{ ref('int_records_unioned') }}

),

bad_records as (

    select * from {{ ref('int_bad_records') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

),

measure_values as (

    -- a bad record may lack a part of its key, and no join finds it
    select
        records.period_code,
        records.area_code,
        area_numbers.area_number,
        records.measure_code,
        records.industry_code,
        records.value
    from records
    inner join area_numbers on records.area_code = area_numbers.area_code
    left join bad_records
        on
            records.period_code = bad_records.period_code
            and records.area_code = bad_records.area_code
            and records.measure_code = bad_records.measure_code
            and records.industry_code = bad_records.industry_code
    where
        bad_records.broken_rule is null
        and records.period_code is not null
        and records.measure_code is not null
        and records.industry_code is not null

)

select * from measure_values
