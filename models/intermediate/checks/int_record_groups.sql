{{ config(materialized='table') }}

-- All raw records in one pass, summed up so that the checks know where to look: what may be wrong with a record shows
-- in the counts and extremes of its group, and only the records of such groups are looked at one by one.
with records as (

    select * from {{ ref('int_records_unioned') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

),

record_groups as (

    select
        records.period_code,
        records.measure_code,
        records.industry_code,
        count(*) as record_count,
        {{ count_of_distinct_numbers('area_numbers.area_number') }} as placed_area_count,
        count(records.value) as number_count,
        min(records.value) as lowest,
        max(records.value) as highest,
        min(case when records.value != 0 then abs(records.value) end) as smallest,
        {{ sum_of_hashes(
            'records.period_code, records.area_code, records.measure_code, records.industry_code, records.value'
        ) }} as fingerprint
    from records
    left join area_numbers on records.area_code = area_numbers.area_code
    group by
        records.period_code,
        records.measure_code,
        records.industry_code

)

select * from record_groups
