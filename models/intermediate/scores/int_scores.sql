{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- The score of every inner node: the sum of its contributions. A node of which too little has a value keeps its row,
-- without a score and with the weight that was there. That of a leaf is its normalised value: see fct_scores.
-- depends_on: {{ ref('int_changed_periods') }}
with contributions as (

    select * from {{ ref('int_contributions') }}
    {{ only_changed_periods() }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}
    {{ only_changed_periods() }}

),

pattern_nodes as (

    select * from {{ ref('int_pattern_nodes') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

index_origins as (

    -- the sources of an index are of one origin
    select distinct
        index_code,
        origin
    from {{ ref('int_leaves') }}

),

summed as (

    select
        scheme_code,
        period_code,
        unit_level,
        area_number,
        node_code,
        sum(contribution) as score
    from contributions
    where node_code != leaf_node_code
    group by
        scheme_code,
        period_code,
        unit_level,
        area_number,
        node_code

),

scores as (

    select
        missing_patterns.index_code,
        pattern_nodes.scheme_code,
        missing_patterns.period_code,
        missing_patterns.unit_level,
        missing_patterns.area_code,
        pattern_nodes.node_code,
        index_origins.origin,
        summed.score,
        pattern_nodes.weight_present
    from missing_patterns
    inner join pattern_nodes
        on
            missing_patterns.index_code = pattern_nodes.index_code
            and missing_patterns.missing_pattern = pattern_nodes.missing_pattern
    inner join nodes on pattern_nodes.node_code = nodes.node_code
    inner join index_origins on missing_patterns.index_code = index_origins.index_code
    left join summed
        on
            pattern_nodes.scheme_code = summed.scheme_code
            and missing_patterns.period_code = summed.period_code
            and missing_patterns.unit_level = summed.unit_level
            and missing_patterns.area_number = summed.area_number
            and pattern_nodes.node_code = summed.node_code
    where nodes.measure_code is null

)

select * from scores
