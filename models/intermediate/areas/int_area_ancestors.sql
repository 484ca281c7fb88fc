-- Every area with itself and each area above it in a period, so that a record can be counted at any level.
with recursive areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

areas_with_depth as (

    select
        area_parents.period_code,
        area_parents.area_code,
        areas.area_level,
        area_parents.parent_area_code,
        areas.is_unit,
        area_levels.depth
    from area_parents
    inner join areas on area_parents.area_code = areas.area_code
    inner join area_levels on areas.area_level = area_levels.area_level

),

climbed as (

    select
        period_code,
        area_code,
        area_code as ancestor_area_code,
        area_level as ancestor_area_level,
        parent_area_code as next_area_code,
        is_unit as ancestor_is_unit,
        depth
    from areas_with_depth

    union all

    -- a parent lies strictly higher, so this ends even where the input has a loop
    select
        climbed.period_code,
        climbed.area_code,
        parents.area_code as ancestor_area_code,
        parents.area_level as ancestor_area_level,
        parents.parent_area_code as next_area_code,
        parents.is_unit as ancestor_is_unit,
        parents.depth
    from climbed
    inner join areas_with_depth as parents
        on
            climbed.period_code = parents.period_code
            and climbed.next_area_code = parents.area_code
            and climbed.depth > parents.depth

),

area_ancestors as (

    select
        period_code,
        area_code,
        ancestor_area_code,
        ancestor_area_level,
        ancestor_is_unit
    from climbed

)

select * from area_ancestors
