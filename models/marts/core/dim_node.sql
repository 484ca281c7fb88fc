-- The nodes of all trees: where each stands and, for a leaf, what it measures and how.
-- depends_on: {{ ref('input_faults') }}
with recursive nodes as (

    select * from {{ ref('int_nodes') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

first_parents as (

    -- a node may have several parents; its path is told along the first
    select
        node_code,
        min(parent_node_code) as parent_node_code,
        count(*) as parent_count
    from node_edges
    group by node_code

),

walked as (

    select
        node_code,
        node_code as path,
        0 as depth
    from nodes
    where node_code = index_code

    union all

    select
        first_parents.node_code,
        cast(walked.path || ' > ' || first_parents.node_code as string) as path,
        walked.depth + 1 as depth
    from walked
    inner join first_parents on walked.node_code = first_parents.parent_node_code

),

node_dimension as (

    select
        nodes.node_code,
        nodes.index_code,
        nodes.node_kind,
        nodes.pillar_code,
        nodes.name_zh,
        nodes.name_en,
        first_parents.parent_node_code,
        cast(coalesce(first_parents.parent_count, 0) as integer) as parent_count,
        walked.depth,
        walked.path,
        nodes.measure_code,
        nodes.industry_code,
        nodes.normalisation,
        nodes.denominator,
        nodes.missing_rule,
        nodes.minimum_weight_present,
        nodes.aggregation,
        nodes.goalpost_low,
        nodes.goalpost_high,
        nodes.is_clipped,
        nodes.reference,
        nodes.reference_value,
        nodes.reference_area_code,
        nodes.scale_low,
        nodes.scale_high,
        nodes.measure_code is not null as is_leaf
    from nodes
    left join first_parents on nodes.node_code = first_parents.node_code
    inner join walked on nodes.node_code = walked.node_code

)

select
    node_code,
    index_code,
    node_kind,
    pillar_code,
    name_zh,
    name_en,
    parent_node_code,
    parent_count,
    depth,
    path,
    is_leaf,
    measure_code,
    industry_code,
    normalisation,
    denominator,
    missing_rule,
    minimum_weight_present,
    aggregation,
    goalpost_low,
    goalpost_high,
    is_clipped,
    reference,
    reference_value,
    reference_area_code,
    scale_low,
    scale_high
from node_dimension
