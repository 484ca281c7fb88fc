-- The units of every period and level, with the areas that stay by themselves. Long tables keep the number of the unit
-- in the place of its period, level and area: a text costs several times as much to write, to group by and to join.
with area_units as (

    select * from {{ ref('int_area_units') }}

),

changed_periods as (

    select * from {{ ref('int_changed_periods') }}

),

units as (

    select distinct
        area_units.unit_number,
        area_units.period_level_number,
        area_units.period_code,
        area_units.unit_level,
        area_units.unit_area_code as area_code,
        area_units.is_unit,
        changed_periods.period_code is not null as is_changed
    from area_units
    left join changed_periods on area_units.period_code = changed_periods.period_code

)

select * from units
