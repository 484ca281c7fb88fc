{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- National totals for both bases of a share: all records of the nation, and the units of the level alone.
-- depends_on: {{ ref('int_changed_periods') }}
with unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_periods() }}

),

national_totals as (

    select
        period_code,
        unit_level,
        measure_code,
        industry_code,
        sum(value) as nation_total,
        sum(case when is_unit then value else 0 end) as units_total
    from unit_values
    group by
        period_code,
        unit_level,
        measure_code,
        industry_code

)

select * from national_totals
