-- Periods, each with its days. MetricFlow, which asks for a calendar, takes it from here.
-- depends_on: {{ ref('input_faults') }}
with periods as (

    select * from {{ ref('stg_reference__periods') }}

)

select
    period_code,
    period_grain,
    period_start,
    period_end,
    previous_period_code,
    base_period_code
from periods
