-- Measures with their source, so that a reader sees where a number comes from and whether it is real.
-- depends_on: {{ ref('input_faults') }}
with measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

measure_dimension as (

    select
        measures.measure_code,
        measures.measure_group,
        measures.name_zh,
        measures.name_en,
        measures.unit,
        measures.direction,
        measures.upper_bound,
        measures.rollup,
        measures.may_be_negative,
        measures.source_code,
        sources.name_zh as source_name_zh,
        sources.name_en as source_name_en,
        sources.origin
    from measures
    inner join sources on measures.source_code = sources.source_code

)

select
    measure_code,
    measure_group,
    name_zh,
    name_en,
    unit,
    direction,
    upper_bound,
    rollup,
    may_be_negative,
    source_code,
    source_name_zh,
    source_name_en,
    origin
from measure_dimension
