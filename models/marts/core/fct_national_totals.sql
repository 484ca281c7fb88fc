-- The national total of every measure, and how much of it was put aside: a total says what it leaves out.
-- depends_on: {{ ref('input_faults') }}
with national_totals as (

    select * from {{ ref('int_national_totals') }}

),

bad_records as (

    select * from {{ ref('int_bad_records') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

measures as (

    select * from {{ ref('dim_measure') }}

),

counted_industries as (

    -- a record counts once, even where an industry is its own sector
    select
        industry_code,
        industry_code as counted_industry_code
    from industries

    union

    select
        industry_code,
        sector_code as counted_industry_code
    from industries
    where sector_code is not null

),

put_aside as (

    -- a record of an industry is one of its sector, too; what is no number in range has no value to add up
    select
        bad_records.period_code,
        bad_records.measure_code,
        counted_industries.counted_industry_code as industry_code,
        count(*) as record_count,
        sum(case when abs(bad_records.value) <= 1e18 then {{ exact_value('bad_records.value') }} else 0 end) as value
    from bad_records
    inner join counted_industries on bad_records.industry_code = counted_industries.industry_code
    group by
        bad_records.period_code,
        bad_records.measure_code,
        counted_industries.counted_industry_code

),

totals as (

    select
        national_totals.period_code,
        national_totals.unit_level,
        national_totals.measure_code,
        national_totals.industry_code,
        measures.origin,
        cast(national_totals.nation_total as double) as nation_total,
        cast(national_totals.units_total as double) as units_total,
        national_totals.record_count,
        cast(coalesce(put_aside.record_count, 0) as bigint) as quarantined_record_count,
        cast(coalesce(put_aside.value, 0) as double) as quarantined_value
    from national_totals
    inner join measures on national_totals.measure_code = measures.measure_code
    left join put_aside
        on
            national_totals.period_code = put_aside.period_code
            and national_totals.measure_code = put_aside.measure_code
            and national_totals.industry_code = put_aside.industry_code

)

select
    period_code,
    unit_level,
    measure_code,
    industry_code,
    origin,
    nation_total,
    units_total,
    record_count,
    quarantined_record_count,
    quarantined_value
from totals
