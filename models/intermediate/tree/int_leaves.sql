-- The leaves of the computed indices, with what they inherit. A cell is a measure and industry that leaves ask for:
-- several indices may have a leaf on one, and its values are worked out once.
with nodes as (

    select * from {{ ref('int_nodes') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

leaves as (

    select
        nodes.index_code,
        nodes.node_code,
        nodes.measure_code,
        nodes.industry_code,
        measures.direction,
        measures.upper_bound,
        measures.rollup,
        sources.origin,
        nodes.normalisation,
        nodes.denominator,
        nodes.missing_rule,
        nodes.goalpost_low,
        nodes.goalpost_high,
        nodes.is_clipped,
        nodes.reference,
        nodes.reference_value,
        nodes.reference_area_code,
        nodes.scale_low,
        nodes.scale_high,
        cast(row_number() over (order by nodes.node_code) as integer) as leaf_number,
        cast(dense_rank() over (
            order by
                nodes.measure_code,
                nodes.industry_code
        ) as integer) as cell_number
    from nodes
    inner join measures on nodes.measure_code = measures.measure_code
    inner join sources on measures.source_code = sources.source_code
    where nodes.index_code in (select index_schemes.index_code from index_schemes)

)

select * from leaves
