-- Faults of the reference tables: one row for each broken rule, naming table, key and value.
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

parents_not_higher as (

    select
        'areas' as table_name,
        'area_code=' || areas.area_code as row_key,
        'parent_area_code=' || areas.parent_area_code as faulty_value,
        'the parent of an area lies on a higher level (smaller depth)' as broken_rule
    from areas
    inner join area_levels on areas.area_level = area_levels.area_level
    inner join areas as parents on areas.parent_area_code = parents.area_code
    inner join area_levels as parent_levels on parents.area_level = parent_levels.area_level
    where parent_levels.depth >= area_levels.depth

),

reference_faults as (

    select * from parents_not_higher

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from reference_faults
