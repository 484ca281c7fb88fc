{{ config(materialized='view') }}

-- The ledger: what each leaf adds to the score of each node above it. Contributions are exact decimals, so they add up
-- to the score to the last digit, in any order and in any tool. Where all means of an index are arithmetic they are
-- weight times value, taken from the flattened tree at once; the others come from int_mixed_contributions.
-- A view: it has a row for each value and each node above it, and nobody reads more than a few of them at a time.
with normalised_values as (

    select * from {{ ref('int_normalised_values') }}

),

units as (

    select * from {{ ref('int_units') }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

patterns as (

    select * from {{ ref('int_patterns') }}

),

effective_weights as (

    select * from {{ ref('int_effective_weights') }}

),

scheme_nodes as (

    select * from {{ ref('int_scheme_nodes') }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

mixed_contributions as (

    select * from {{ ref('int_mixed_contributions') }}

),

mixed_indices as (

    select distinct index_code
    from {{ ref('int_nodes') }}
    where aggregation != 'arithmetic'

),

unit_patterns as (

    select
        missing_patterns.index_code,
        missing_patterns.unit_number,
        patterns.pattern_number
    from missing_patterns
    inner join patterns
        on
            missing_patterns.index_code = patterns.index_code
            and missing_patterns.missing_pattern = patterns.missing_pattern

),

weights as (

    -- a leaf is all of its own score under any mean
    select
        effective_weights.pattern_number,
        leaves.leaf_number,
        effective_weights.index_code,
        effective_weights.scheme_code,
        effective_weights.node_code,
        effective_weights.leaf_node_code,
        scheme_nodes.scheme_node_number,
        scheme_nodes.is_leaf,
        effective_weights.weight,
        mixed_indices.index_code is not null and not scheme_nodes.is_leaf as has_other_means
    from effective_weights
    inner join leaves on effective_weights.leaf_node_code = leaves.node_code
    inner join scheme_nodes
        on
            effective_weights.scheme_code = scheme_nodes.scheme_code
            and effective_weights.node_code = scheme_nodes.node_code
    left join mixed_indices on effective_weights.index_code = mixed_indices.index_code

),

contributions_under_other_means as (

    select
        units.unit_number,
        scheme_nodes.scheme_node_number,
        leaves.leaf_number,
        mixed_contributions.contribution
    from mixed_contributions
    inner join units
        on
            mixed_contributions.period_code = units.period_code
            and mixed_contributions.unit_level = units.unit_level
            and mixed_contributions.area_code = units.area_code
    inner join scheme_nodes
        on
            mixed_contributions.scheme_code = scheme_nodes.scheme_code
            and mixed_contributions.node_code = scheme_nodes.node_code
    inner join leaves on mixed_contributions.leaf_node_code = leaves.node_code

),

contributions as (

    -- every unit has its pattern: a left join keeps the engine from joining patterns and weights first, which makes
    -- three rows of every value to look up in place of one
    select
        weights.index_code,
        weights.scheme_code,
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_code,
        normalised_values.unit_number,
        weights.node_code,
        weights.scheme_node_number,
        weights.is_leaf,
        weights.leaf_node_code,
        normalised_values.origin,
        weights.weight,
        normalised_values.normalised_value,
        case
            when weights.has_other_means then contributions_under_other_means.contribution
            else {{ exact_value('weights.weight * normalised_values.normalised_value') }}
        end as contribution
    from normalised_values
    left join unit_patterns
        on
            normalised_values.unit_number = unit_patterns.unit_number
            and normalised_values.index_code = unit_patterns.index_code
    inner join weights
        on
            unit_patterns.pattern_number = weights.pattern_number
            and normalised_values.leaf_number = weights.leaf_number
    left join contributions_under_other_means
        on
            normalised_values.unit_number = contributions_under_other_means.unit_number
            and weights.scheme_node_number = contributions_under_other_means.scheme_node_number
            and normalised_values.leaf_number = contributions_under_other_means.leaf_number
    where
        normalised_values.is_unit
        and (not weights.has_other_means or contributions_under_other_means.contribution is not null)

)

select * from contributions
