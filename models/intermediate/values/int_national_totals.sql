{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- National totals for both bases of a share: all records of the nation, and the units of the level alone.
-- depends_on: {{ ref('int_changed_periods') }}
with unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_periods() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

cells as (

    select distinct
        cell_number,
        measure_code,
        industry_code
    from leaves

),

cell_totals as (

    select
        period_code,
        unit_level,
        cell_number,
        sum({{ exact_value('value') }}) as nation_total,
        sum(case when is_unit then {{ exact_value('value') }} else 0 end) as units_total,
        sum(record_count) as record_count
    from unit_values
    group by
        period_code,
        unit_level,
        cell_number

),

national_totals as (

    select
        cell_totals.period_code,
        cell_totals.unit_level,
        cells.measure_code,
        cells.industry_code,
        cell_totals.nation_total,
        cell_totals.units_total,
        cast(cell_totals.record_count as bigint) as record_count
    from cell_totals
    inner join cells on cell_totals.cell_number = cells.cell_number

)

select * from national_totals
