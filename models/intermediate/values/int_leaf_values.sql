{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- What every leaf has to normalise in every unit, missing values included: nothing is left out in silence.
-- Where the base of a share is the nation, the part that belongs to no unit has rows of its own (is_unit = false).
-- depends_on: {{ ref('int_changed_periods') }}
-- depends_on: {{ ref('input_faults') }}
with unit_values as (

    select * from {{ ref('int_unit_values') }}
    {{ only_changed_periods() }}

),

nodes as (

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
        nodes.denominator,
        nodes.missing_rule,
        sources.origin
    from nodes
    inner join measures on nodes.measure_code = measures.measure_code
    inner join sources on measures.source_code = sources.source_code
    where nodes.index_code in (select index_schemes.index_code from index_schemes)

),

recorded as (

    select
        leaves.index_code,
        leaves.node_code,
        unit_values.period_code,
        unit_values.unit_level,
        unit_values.area_code,
        unit_values.is_unit,
        unit_values.value
    from leaves
    inner join unit_values
        on
            leaves.measure_code = unit_values.measure_code
            and leaves.industry_code = unit_values.industry_code
    where unit_values.is_unit or leaves.denominator = 'nation'

),

units_of_index as (

    -- a unit takes part in an index in a period as soon as it has one value for it
    select distinct
        index_code,
        period_code,
        unit_level,
        area_code
    from recorded
    where is_unit

),

expected as (

    select
        units_of_index.index_code,
        units_of_index.period_code,
        units_of_index.unit_level,
        units_of_index.area_code,
        true as is_unit,
        leaves.node_code
    from units_of_index
    inner join leaves on units_of_index.index_code = leaves.index_code

    union all

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        false as is_unit,
        node_code
    from recorded
    where not is_unit

),

leaf_values as (

    -- no activity is a value of 0 that minimum, mean and rank see, too
    select
        expected.index_code,
        expected.node_code,
        expected.period_code,
        expected.unit_level,
        expected.area_code,
        expected.is_unit,
        leaves.origin,
        recorded.value,
        case
            when recorded.value is not null then 'recorded'
            when leaves.missing_rule = 'zero' then 'missing_as_zero'
            else 'missing_skipped'
        end as value_status,
        case
            when recorded.value is null and leaves.missing_rule = 'zero' then {{ exact_value('0') }}
            else recorded.value
        end as counted_value
    from expected
    inner join leaves on expected.node_code = leaves.node_code
    left join recorded
        on
            expected.node_code = recorded.node_code
            and expected.period_code = recorded.period_code
            and expected.unit_level = recorded.unit_level
            and expected.area_code = recorded.area_code

)

select * from leaf_values
