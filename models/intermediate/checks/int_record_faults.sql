-- What is wrong with the records as a whole: measures and leaves that have none.
with record_groups as (

    select * from {{ ref('int_record_groups') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

recorded as (

    select distinct
        measure_code,
        industry_code
    from record_groups

),

recorded_cells as (

    -- a record of an industry is one of its sector, too
    select
        recorded.measure_code,
        recorded.industry_code
    from recorded

    union

    select
        recorded.measure_code,
        industries.sector_code as industry_code
    from recorded
    inner join industries on recorded.industry_code = industries.industry_code

),

record_faults as (

    select
        'measures' as table_name,
        'measure_code=' || measures.measure_code as row_key,
        '0 records' as faulty_value,
        'a measure has a record' as broken_rule
    from measures
    left join recorded on measures.measure_code = recorded.measure_code
    where recorded.measure_code is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        '0 records of measure_code=' || nodes.measure_code || ', industry_code=' || nodes.industry_code as faulty_value,
        'a leaf of a computed index has a record' as broken_rule
    from nodes
    inner join recorded on nodes.measure_code = recorded.measure_code
    left join recorded_cells
        on
            nodes.measure_code = recorded_cells.measure_code
            and nodes.industry_code = recorded_cells.industry_code
    where
        recorded_cells.measure_code is null
        and nodes.index_code in (select index_schemes.index_code from index_schemes)

)

select distinct
    table_name,
    row_key,
    faulty_value,
    broken_rule
from record_faults
