{{ config(materialized='view') }}

-- The ledger: what each leaf adds to the score of each node above it. Contributions are exact decimals, so they add up
-- to the score to the last digit, in any order and in any tool. Where all means of an index are arithmetic they are
-- weight times value, taken from the flattened tree at once; the others come from int_mixed_contributions.
-- A view: it has a row for each value and each node above it, and nobody reads more than a few of them at a time.
with normalised_values as (

    select * from {{ ref('int_normalised_values') }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

effective_weights as (

    select * from {{ ref('int_effective_weights') }}

),

mixed_contributions as (

    select * from {{ ref('int_mixed_contributions') }}

),

mixed_indices as (

    select distinct index_code
    from {{ ref('int_nodes') }}
    where aggregation != 'arithmetic'

),

weighted as (

    -- a leaf is all of its own score under any mean. Every unit has its pattern: a left join keeps the engine from
    -- joining patterns and weights first, which makes three rows of every value to look up in place of one
    select
        normalised_values.index_code,
        effective_weights.scheme_code,
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_number,
        missing_patterns.area_code,
        effective_weights.node_code,
        effective_weights.leaf_node_code,
        normalised_values.origin,
        effective_weights.weight,
        normalised_values.normalised_value,
        mixed_indices.index_code is not null
        and effective_weights.node_code != effective_weights.leaf_node_code as has_other_means
    from normalised_values
    left join missing_patterns
        on
            normalised_values.index_code = missing_patterns.index_code
            and normalised_values.period_code = missing_patterns.period_code
            and normalised_values.unit_level = missing_patterns.unit_level
            and normalised_values.area_number = missing_patterns.area_number
    inner join effective_weights
        on
            missing_patterns.index_code = effective_weights.index_code
            and missing_patterns.missing_pattern = effective_weights.missing_pattern
            and normalised_values.node_code = effective_weights.leaf_node_code
    left join mixed_indices on normalised_values.index_code = mixed_indices.index_code
    where normalised_values.is_unit

),

contributions as (

    select
        weighted.index_code,
        weighted.scheme_code,
        weighted.period_code,
        weighted.unit_level,
        weighted.area_number,
        weighted.area_code,
        weighted.node_code,
        weighted.leaf_node_code,
        weighted.origin,
        weighted.weight,
        weighted.normalised_value,
        case
            when weighted.has_other_means then mixed_contributions.contribution
            else {{ exact_value('weighted.weight * weighted.normalised_value') }}
        end as contribution
    from weighted
    left join mixed_contributions
        on
            weighted.scheme_code = mixed_contributions.scheme_code
            and weighted.period_code = mixed_contributions.period_code
            and weighted.unit_level = mixed_contributions.unit_level
            and weighted.area_code = mixed_contributions.area_code
            and weighted.node_code = mixed_contributions.node_code
            and weighted.leaf_node_code = mixed_contributions.leaf_node_code
    where not weighted.has_other_means or mixed_contributions.contribution is not null

)

select * from contributions
