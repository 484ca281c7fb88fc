{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- Values at each unit level. A record counts in the unit above it at that level; a record that lies above every unit
-- of the level (province-wide at city level, national at both) or in an area that is no unit stays with its own area
-- and is marked as belonging to no unit, so that nothing drops out of the national total. A record of an industry
-- counts in the industry and in its sector; only what a leaf of a computed index asks for is worked out.
-- depends_on: {{ ref('int_changed_periods') }}
with measure_values as (

    select * from {{ ref('int_measure_values') }}
    {{ only_changed_periods() }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

leaf_cells as (

    select distinct
        nodes.measure_code,
        nodes.industry_code
    from nodes
    inner join index_schemes on nodes.index_code = index_schemes.index_code
    where nodes.measure_code is not null

),

counted_cells as (

    -- the measure and industry of a record, and the industry or sector that it counts in
    select
        leaf_cells.measure_code,
        industries.industry_code as record_industry_code,
        leaf_cells.industry_code
    from leaf_cells
    inner join industries
        on leaf_cells.industry_code = industries.industry_code or leaf_cells.industry_code = industries.sector_code

),

area_units as (

    -- int_area_parents has every area in every period
    select
        area_parents.period_code,
        area_levels.area_level as unit_level,
        area_parents.area_code as record_area_code,
        area_ancestors.ancestor_area_code is not null as is_unit,
        coalesce(area_ancestors.ancestor_area_code, area_parents.area_code) as area_code
    from area_levels
    cross join area_parents
    left join area_ancestors
        on
            area_parents.period_code = area_ancestors.period_code
            and area_parents.area_code = area_ancestors.area_code
            and area_levels.area_level = area_ancestors.ancestor_area_level
            and area_ancestors.ancestor_is_unit
    where area_levels.is_unit_level

),

summed as (

    -- a measure of rollup own_level (distinct users, rates, scores) has an extract for each level and is never added
    -- up
    select
        measure_values.period_code,
        area_units.unit_level,
        area_units.area_code,
        area_units.is_unit,
        measure_values.measure_code,
        counted_cells.industry_code,
        measures.direction,
        measures.upper_bound,
        sum(measure_values.value) as recorded_value,
        count(*) as record_count
    from measure_values
    inner join measures on measure_values.measure_code = measures.measure_code
    inner join area_units
        on
            measure_values.period_code = area_units.period_code
            and measure_values.area_code = area_units.record_area_code
    inner join counted_cells
        on
            measure_values.measure_code = counted_cells.measure_code
            and measure_values.industry_code = counted_cells.record_industry_code
    where
        measures.rollup = 'additive'
        or measure_values.area_level = area_units.unit_level
    group by
        measure_values.period_code,
        area_units.unit_level,
        area_units.area_code,
        area_units.is_unit,
        measure_values.measure_code,
        counted_cells.industry_code,
        measures.direction,
        measures.upper_bound

),

unit_values as (

    -- the direction comes before the normalisation, and a share needs the bound to count down from: 1 - x has a share
    -- of its own, while -x / sum(-x) is x / sum(x) again
    select
        period_code,
        unit_level,
        area_code,
        is_unit,
        measure_code,
        industry_code,
        recorded_value,
        record_count,
        case
            when direction = 'less_is_better' then coalesce({{ exact_value('upper_bound') }}, 0) - recorded_value
            else recorded_value
        end as value
    from summed

)

select * from unit_values
