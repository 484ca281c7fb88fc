{{ config(materialized='incremental', pre_hook=["{{ forget_changed_periods() }}", "{{ delete_changed_units() }}"]) }}

-- Values at each unit level, which all else is worked out from: the one table with a row for each value. A record of an
-- industry counts in the industry and in its sector; only what a leaf of a computed index asks for is worked out.
-- depends_on: {{ ref('int_units') }}
-- depends_on: {{ ref('int_changed_periods') }}
with measure_values as (

    select * from {{ ref('int_measure_values') }}
    {{ only_changed_periods() }}

),

measure_values_to_add_up as (

    -- by a name of its own: DuckDB keeps what is named twice, and these are all records
    select * from {{ ref('int_measure_values') }}
    {{ only_changed_periods() }}

),

record_groups as (

    select * from {{ ref('int_record_groups') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

area_units as (

    select * from {{ ref('int_area_units') }}

),

cells as (

    select distinct
        cell_number,
        measure_code,
        industry_code,
        direction,
        upper_bound,
        rollup
    from leaves

),

counted_cells as (

    -- the measure and industry of records, and the industry or sector that they count in
    select
        record_groups.period_code,
        record_groups.measure_code,
        record_groups.industry_code as record_industry_code,
        cells.cell_number,
        count(*) over (partition by record_groups.period_code, cells.cell_number) as industry_count
    from cells
    inner join industries
        on cells.industry_code = industries.industry_code or cells.industry_code = industries.sector_code
    inner join record_groups
        on
            cells.measure_code = record_groups.measure_code
            and industries.industry_code = record_groups.industry_code

),

area_values as (

    -- records of one industry stand alone: nothing to add up
    select
        measure_values.period_code,
        measure_values.area_number,
        counted_cells.cell_number,
        measure_values.value,
        1 as record_count
    from measure_values
    inner join counted_cells
        on
            measure_values.period_code = counted_cells.period_code
            and measure_values.measure_code = counted_cells.measure_code
            and measure_values.industry_code = counted_cells.record_industry_code
    where counted_cells.industry_count = 1

    union all

    select
        measure_values_to_add_up.period_code,
        measure_values_to_add_up.area_number,
        counted_cells.cell_number,
        {{ sum_in_any_order('measure_values_to_add_up.value') }} as value,
        count(*) as record_count
    from measure_values_to_add_up
    inner join counted_cells
        on
            measure_values_to_add_up.period_code = counted_cells.period_code
            and measure_values_to_add_up.measure_code = counted_cells.measure_code
            and measure_values_to_add_up.industry_code = counted_cells.record_industry_code
    where counted_cells.industry_count > 1
    group by
        measure_values_to_add_up.period_code,
        measure_values_to_add_up.area_number,
        counted_cells.cell_number

),

recorded as (

    -- neither is there where a unit is one area, as most cities are. A measure of rollup own_level (distinct users,
    -- rates, scores) has an extract for each level and is never added up
    select
        area_units.unit_number,
        area_values.cell_number,
        area_values.value as recorded_value,
        area_values.record_count
    from area_values
    inner join area_units
        on
            area_values.period_code = area_units.period_code
            and area_values.area_number = area_units.area_number
    inner join cells on area_values.cell_number = cells.cell_number
    where
        area_units.areas_in_unit = 1
        and (cells.rollup = 'additive' or area_units.area_level = area_units.unit_level)

    union all

    select
        area_units.unit_number,
        area_values.cell_number,
        {{ sum_in_any_order('area_values.value') }} as recorded_value,
        sum(area_values.record_count) as record_count
    from area_values
    inner join area_units
        on
            area_values.period_code = area_units.period_code
            and area_values.area_number = area_units.area_number
    inner join cells on area_values.cell_number = cells.cell_number
    where
        area_units.areas_in_unit > 1
        and (cells.rollup = 'additive' or area_units.area_level = area_units.unit_level)
    group by
        area_units.unit_number,
        area_values.cell_number

),

unit_values as (

    -- the direction comes before the normalisation, and a share needs the bound to count down from: 1 - x has a share
    -- of its own, while -x / sum(-x) is x / sum(x) again
    select
        recorded.unit_number,
        recorded.cell_number,
        cast(recorded.record_count as integer) as record_count,
        case
            when cells.direction = 'less_is_better'
                then
                    cast(
                        coalesce({{ exact_value('cells.upper_bound') }}, 0)
                        - {{ exact_value('recorded.recorded_value') }} as double
                    )
            else recorded.recorded_value
        end as value
    from recorded
    inner join cells on recorded.cell_number = cells.cell_number

)

select * from unit_values
