{{ config(materialized='incremental', pre_hook="{{ delete_changed_units() }}") }}

-- Which leaves a unit has to do without. Units with the same gaps share one set of weights, so the weights are worked
-- out once per pattern and not once per unit. A complete unit has the pattern (none).
-- depends_on: {{ ref('int_units') }}
with index_units as (

    select * from {{ ref('int_index_units') }}
    {{ only_changed_units() }}

),

missing_values as (

    select * from {{ ref('int_missing_values') }}
    {{ only_changed_units() }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

skipped as (

    select
        leaves.index_code,
        missing_values.unit_number,
        {{ dbt.listagg("leaves.node_code", "' '", 'order by leaves.node_code') }} as missing_pattern
    from missing_values
    inner join leaves on missing_values.leaf_number = leaves.leaf_number
    where leaves.missing_rule != 'zero'
    group by
        leaves.index_code,
        missing_values.unit_number

),

missing_patterns as (

    select
        index_units.index_code,
        index_units.unit_number,
        coalesce(skipped.missing_pattern, '(none)') as missing_pattern
    from index_units
    left join skipped
        on
            index_units.index_code = skipped.index_code
            and index_units.unit_number = skipped.unit_number

)

select * from missing_patterns
