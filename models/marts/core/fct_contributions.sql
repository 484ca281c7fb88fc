{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- The ledger: what each leaf adds to the score of each node above it. Contributions are exact decimals, so they add up
-- to the score to the last digit, in any order and in any tool. Where all means of an index are arithmetic they are
-- weight times value, taken from the flattened tree at once; the others come from int_mixed_contributions.
-- depends_on: {{ ref('int_changed_periods') }}
with normalised_values as (

    select * from {{ ref('fct_normalised_values') }}
    {{ only_changed_periods() }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

effective_weights as (

    select * from {{ ref('int_effective_weights') }}

),

mixed_contributions as (

    select * from {{ ref('int_mixed_contributions') }}
    {{ only_changed_periods() }}

),

mixed_indices as (

    select distinct index_code
    from {{ ref('int_nodes') }}
    where aggregation != 'arithmetic'

),

weighted as (

    select
        normalised_values.index_code,
        effective_weights.scheme_code,
        normalised_values.period_code,
        normalised_values.unit_level,
        normalised_values.area_code,
        effective_weights.node_code,
        normalised_values.node_code as leaf_node_code,
        normalised_values.origin,
        effective_weights.weight,
        normalised_values.normalised_value
    from normalised_values
    inner join missing_patterns
        on
            normalised_values.index_code = missing_patterns.index_code
            and normalised_values.period_code = missing_patterns.period_code
            and normalised_values.unit_level = missing_patterns.unit_level
            and normalised_values.area_code = missing_patterns.area_code
    inner join effective_weights
        on
            missing_patterns.index_code = effective_weights.index_code
            and missing_patterns.missing_pattern = effective_weights.missing_pattern
            and normalised_values.node_code = effective_weights.leaf_node_code
    where normalised_values.is_unit

),

contributions as (

    -- a leaf is all of its own score under any mean
    select
        weighted.*,
        {{ exact_value('weighted.weight * weighted.normalised_value') }} as contribution
    from weighted
    where
        weighted.node_code = weighted.leaf_node_code
        or weighted.index_code not in (select mixed_indices.index_code from mixed_indices)

    union all

    select
        weighted.*,
        mixed_contributions.contribution
    from weighted
    inner join mixed_contributions
        on
            weighted.scheme_code = mixed_contributions.scheme_code
            and weighted.period_code = mixed_contributions.period_code
            and weighted.unit_level = mixed_contributions.unit_level
            and weighted.area_code = mixed_contributions.area_code
            and weighted.node_code = mixed_contributions.node_code
            and weighted.leaf_node_code = mixed_contributions.leaf_node_code

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    node_code,
    leaf_node_code,
    origin,
    weight,
    normalised_value,
    contribution
from contributions
