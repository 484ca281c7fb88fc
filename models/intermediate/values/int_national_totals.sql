{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- National totals for both bases of a share: all records of the nation, and the units of the level alone.
-- depends_on: {{ ref('int_changed_periods') }}
with unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_units() }}

),

units as (

    select * from {{ ref('int_units') }}

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

period_levels as (

    select distinct
        period_level_number,
        period_code,
        unit_level
    from units

),

cell_totals as (

    select
        units.period_level_number,
        unit_values.cell_number,
        cast(sum({{ exact_value('unit_values.value') }}) as decimal(38, 15)) as nation_total,
        cast(
            sum(case when units.is_unit then {{ exact_value('unit_values.value') }} else 0 end) as decimal(38, 15)
        ) as units_total,
        sum(unit_values.record_count) as record_count
    from unit_values
    inner join units on unit_values.unit_number = units.unit_number
    group by
        units.period_level_number,
        unit_values.cell_number

),

national_totals as (

    select
        period_levels.period_code,
        period_levels.unit_level,
        cells.measure_code,
        cells.industry_code,
        cell_totals.nation_total,
        cell_totals.units_total,
        cast(cell_totals.record_count as bigint) as record_count
    from cell_totals
    inner join period_levels on cell_totals.period_level_number = period_levels.period_level_number
    inner join cells on cell_totals.cell_number = cells.cell_number

)

select * from national_totals
