{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- Each node of an index with several means as the mean of its frontier, stage by stage from the leaves up, and what
-- each node of the frontier adds to it. All three means are homogeneous of degree 1, so that by Euler's theorem the
-- parts value * d(score)/d(value) add up to the score: w x (arithmetic), w S (geometric), w S S / x (harmonic).
-- depends_on: {{ ref('int_changed_periods') }}
{% set stages = range(1, var('most_stages') + 1) -%}
{% set unit_node = 'scheme_code, period_code, unit_level, area_code, node_code' -%}
with frontier_weights as (

    select * from {{ ref('int_frontier_weights') }}

),

node_stages as (

    select * from {{ ref('int_node_stages') }}

),

normalised_values as (

    select * from {{ ref('int_normalised_values') }}
    {{ only_changed_periods() }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

patterns as (

    select * from {{ ref('int_patterns') }}

),

index_schemes as (

    select distinct
        index_code,
        scheme_code
    from frontier_weights

),

values_0 as (

    select
        normalised_values.index_code,
        index_schemes.scheme_code,
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_code,
        patterns.pattern_number,
        normalised_values.node_code,
        normalised_values.normalised_value as value
    from normalised_values
    inner join index_schemes on normalised_values.index_code = index_schemes.index_code
    inner join missing_patterns
        on
            normalised_values.index_code = missing_patterns.index_code
            and normalised_values.unit_number = missing_patterns.unit_number
    inner join patterns
        on
            missing_patterns.index_code = patterns.index_code
            and missing_patterns.missing_pattern = patterns.missing_pattern
    where normalised_values.is_unit and normalised_values.normalised_value is not null

),

{% for stage in stages %}
parts_{{ stage }} as (

    select
        frontier_weights.index_code,
        frontier_weights.scheme_code,
        reached.period_code,
        reached.unit_level,
        reached.area_code,
        frontier_weights.pattern_number,
        frontier_weights.node_code,
        frontier_weights.aggregation,
        node_stages.stage_number,
        frontier_weights.frontier_node_code,
        frontier_weights.weight,
        reached.value,
        min(reached.value) over (
            partition by
                reached.scheme_code,
                reached.period_code,
                reached.unit_level,
                reached.area_code,
                frontier_weights.node_code
        ) as lowest
    from values_{{ stage - 1 }} as reached
    inner join frontier_weights
        on
            reached.index_code = frontier_weights.index_code
            and reached.scheme_code = frontier_weights.scheme_code
            and reached.pattern_number = frontier_weights.pattern_number
            and reached.node_code = frontier_weights.frontier_node_code
    inner join node_stages on frontier_weights.node_code = node_stages.node_code
    where node_stages.stage_number = {{ stage }}

),

terms_{{ stage }} as (

    -- in parts of the lowest value a harmonic term lies between 0 and 1 and keeps its digits as a decimal
    select
        *,
        case
            when aggregation = 'arithmetic' then weight * value
            when aggregation = 'geometric' and lowest > 0 then weight * ln(value)
            when aggregation = 'harmonic' and lowest > 0 then weight * lowest / value
        end as term
    from parts_{{ stage }}

),

sums_{{ stage }} as (

    select
        *,
        cast(sum({{ exact_value('term') }}) over (partition by {{ unit_node }}) as double) as sum_of_terms
    from terms_{{ stage }}

),

scores_{{ stage }} as (

    -- nothing makes up for a zero; below zero there is no such mean, and the test on this model stops the build
    select
        *,
        case
            when aggregation = 'arithmetic' then sum_of_terms
            when lowest = 0 then 0
            when aggregation = 'geometric' then exp(sum_of_terms)
            when aggregation = 'harmonic' then lowest / sum_of_terms
        end as score
    from sums_{{ stage }}

),

values_{{ stage }} as (

    select * from values_{{ stage - 1 }}

    union all

    select distinct
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        pattern_number,
        node_code,
        score as value
    from scores_{{ stage }}

),

{% endfor %}
scores as (

    {% for stage in stages %}
    select * from scores_{{ stage }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

block_contributions as (

    select
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        node_code,
        aggregation,
        stage_number,
        frontier_node_code,
        weight,
        value as frontier_value,
        score,
        case
            when aggregation = 'arithmetic' then term
            when score = 0 then 0
            when aggregation = 'geometric' then weight * score
            when aggregation = 'harmonic' then score * term / sum_of_terms
        end as contribution
    from scores

)

select * from block_contributions
