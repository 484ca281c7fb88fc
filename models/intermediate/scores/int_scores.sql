{{ config(materialized='incremental', pre_hook="{{ delete_changed_units() }}") }}

-- The score of every inner node: the sum of its contributions. A node of which too little has a value keeps its row,
-- without a score and with the weight that was there. That of a leaf is its normalised value: see fct_scores.
-- depends_on: {{ ref('int_units') }}
with contributions as (

    select * from {{ ref('int_contributions') }}
    {{ only_changed_units() }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}
    {{ only_changed_units() }}

),

patterns as (

    select * from {{ ref('int_patterns') }}

),

pattern_nodes as (

    select * from {{ ref('int_pattern_nodes') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

summed as (

    select
        unit_number,
        scheme_node_number,
        sum(contribution) as score
    from contributions
    where not is_leaf
    group by
        unit_number,
        scheme_node_number

),

unit_nodes as (

    select
        missing_patterns.unit_number,
        scheme_nodes.scheme_node_number,
        pattern_nodes.weight_present
    from missing_patterns
    inner join patterns
        on
            missing_patterns.index_code = patterns.index_code
            and missing_patterns.missing_pattern = patterns.missing_pattern
    inner join pattern_nodes on patterns.pattern_number = pattern_nodes.pattern_number
    inner join scheme_nodes
        on
            pattern_nodes.scheme_code = scheme_nodes.scheme_code
            and pattern_nodes.node_code = scheme_nodes.node_code
    where not scheme_nodes.is_leaf

),

scores as (

    select
        unit_nodes.unit_number,
        unit_nodes.scheme_node_number,
        summed.score,
        unit_nodes.weight_present
    from unit_nodes
    left join summed
        on
            unit_nodes.unit_number = summed.unit_number
            and unit_nodes.scheme_node_number = summed.scheme_node_number

)

select * from scores
