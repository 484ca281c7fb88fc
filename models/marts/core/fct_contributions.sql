-- The ledger: what each leaf adds to the score of each node above it. Contributions are exact decimals, so they add up
-- to the score to the last digit, in any order and in any tool.
with shares as (

    select * from {{ ref('fct_shares') }}

),

missing_patterns as (

    select * from {{ ref('int_missing_patterns') }}

),

effective_weights as (

    select * from {{ ref('int_effective_weights') }}

),

contributions as (

    select
        shares.index_code,
        effective_weights.scheme_code,
        shares.period_code,
        shares.unit_level,
        shares.area_code,
        effective_weights.node_code,
        shares.node_code as leaf_node_code,
        shares.origin,
        effective_weights.weight,
        shares.normalised_value,
        {{ exact_value('effective_weights.weight * shares.normalised_value') }} as contribution
    from shares
    inner join missing_patterns
        on
            shares.index_code = missing_patterns.index_code
            and shares.period_code = missing_patterns.period_code
            and shares.unit_level = missing_patterns.unit_level
            and shares.area_code = missing_patterns.area_code
    inner join effective_weights
        on
            missing_patterns.index_code = effective_weights.index_code
            and missing_patterns.missing_pattern = effective_weights.missing_pattern
            and shares.node_code = effective_weights.leaf_node_code
    where shares.is_unit

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
