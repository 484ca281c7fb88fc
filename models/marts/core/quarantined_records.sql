-- The raw records that were put aside because they break a rule, each with the rule. Empty unless
-- ON_BAD_ROWS=quarantine: otherwise one bad record stops the build. Keys stand here as they were delivered, an empty
-- one as an empty text.
-- depends_on: {{ ref('input_faults') }}
with bad_records as (

    select * from {{ ref('int_bad_records') }}

),

with_keys as (

    select
        table_name,
        faulty_value,
        broken_rule,
        coalesce(period_code, '') as period_code,
        coalesce(area_code, '') as area_code,
        coalesce(measure_code, '') as measure_code,
        coalesce(industry_code, '') as industry_code,
        coalesce(left(delivered_value, 60), '') as delivered_value
    from bad_records

),

numbered as (

    -- the same key may have been delivered more than once
    select
        *,
        cast(row_number() over (
            partition by table_name, period_code, area_code, measure_code, industry_code
            order by delivered_value, faulty_value, broken_rule
        ) as integer) as copy_number
    from with_keys

)

select
    table_name,
    period_code,
    area_code,
    measure_code,
    industry_code,
    copy_number,
    delivered_value,
    faulty_value,
    broken_rule
from numbered
