-- Faults of the reference tables: one row for each broken rule, naming table, key and value.
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

duplicate_keys as (

    {{ duplicate_key_faults('areas', 'areas', ['area_code']) }}
    union all
    {{ duplicate_key_faults('area_levels', 'area_levels', ['area_level']) }}
    union all
    {{ duplicate_key_faults('industries', 'industries', ['industry_code']) }}
    union all
    {{ duplicate_key_faults('periods', 'periods', ['period_code']) }}
    union all
    {{ duplicate_key_faults('sources', 'sources', ['source_code']) }}

),

unknown_codes as (

    {{ unknown_code_faults('areas', 'areas', ['area_code'], 'area_level', 'area_levels', 'area_level', true) }}
    union all
    {{ unknown_code_faults('areas', 'areas', ['area_code'], 'parent_area_code', 'areas', 'area_code') }}
    union all
    {{ unknown_code_faults(
        'industries', 'industries', ['industry_code'], 'sector_code', 'industries', 'industry_code'
    ) }}
    union all
    {{ unknown_code_faults('periods', 'periods', ['period_code'], 'previous_period_code', 'periods', 'period_code') }}

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

unknown_origins as (

    {{ allowed_value_faults('sources', 'sources', ['source_code'], 'origin', ['published', 'reconstructed', 'own']) }}

),

reference_faults as (

    select * from duplicate_keys
    union all
    select * from unknown_codes
    union all
    select * from parents_not_higher
    union all
    select * from unknown_origins

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from reference_faults
