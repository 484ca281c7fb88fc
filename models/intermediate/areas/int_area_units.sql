-- The unit that a record of an area counts in, in every period and at every unit level. An area that lies above every
-- unit of the level, or in an area that is no unit, stays by itself and is marked as no unit, so that nothing drops out
-- of the national total. Units are numbered in the order of time: a period more at the end leaves the numbers as they
-- are, and where they change the period counts as changed (int_period_fingerprints).
with area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

),

units_of_areas as (

    -- int_area_parents has every area in every period
    select
        area_parents.period_code,
        area_levels.area_level as unit_level,
        area_parents.area_code,
        area_ancestors.ancestor_area_code is not null as is_unit,
        coalesce(area_ancestors.ancestor_area_code, area_parents.area_code) as unit_area_code
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

area_units as (

    select
        units_of_areas.period_code,
        units_of_areas.unit_level,
        area_numbers.area_number,
        area_numbers.area_level,
        units_of_areas.unit_area_code,
        units_of_areas.is_unit,
        cast(dense_rank() over (
            order by
                periods.period_start,
                periods.period_end,
                units_of_areas.period_code,
                units_of_areas.unit_level
        ) as integer) as period_level_number,
        cast(dense_rank() over (
            order by
                periods.period_start,
                periods.period_end,
                units_of_areas.period_code,
                units_of_areas.unit_level,
                units_of_areas.unit_area_code
        ) as integer) as unit_number,
        count(*) over (
            partition by
                units_of_areas.period_code,
                units_of_areas.unit_level,
                units_of_areas.unit_area_code
        ) as areas_in_unit
    from units_of_areas
    inner join area_numbers on units_of_areas.area_code = area_numbers.area_code
    inner join periods on units_of_areas.period_code = periods.period_code

)

select * from area_units
