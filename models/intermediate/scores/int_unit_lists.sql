-- The lists that a unit is ranked in: those of all areas above it in the period.
with units as (

    select * from {{ ref('int_units') }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

),

unit_lists as (

    select
        units.unit_number,
        units.period_level_number,
        area_numbers.area_number as list_area_number
    from units
    inner join area_ancestors
        on
            units.period_code = area_ancestors.period_code
            and units.area_code = area_ancestors.area_code
    inner join area_numbers on area_ancestors.ancestor_area_code = area_numbers.area_code
    where units.area_code != area_ancestors.ancestor_area_code

)

select * from unit_lists
