-- The deduplication: which services a unit has, each once. A city has every service that covers it, however many other
-- cities share it. A province has every service that covers one of its areas, and has it once, whether it covers one
-- city or all of them.
with service_areas as (

    select * from {{ ref('stg_services__areas') }}

),

area_ancestors as (

    select * from {{ ref('int_area_ancestors') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

unit_services as (

    select distinct
        service_areas.period_code,
        area_ancestors.ancestor_area_level as unit_level,
        area_ancestors.ancestor_area_code as area_code,
        service_areas.service_code
    from service_areas
    inner join area_ancestors
        on
            service_areas.period_code = area_ancestors.period_code
            and service_areas.area_code = area_ancestors.area_code
    inner join area_levels
        on
            area_ancestors.ancestor_area_level = area_levels.area_level
            and area_levels.is_unit_level

)

select * from unit_services
