-- The normalised value of every leaf in every unit, missing ones included: nothing is left out in silence.
-- Where the base of the share is the nation, the part that belongs to no unit has rows of its own (is_unit = false).
-- depends_on: {{ ref('input_faults') }}
with unit_values as (

    select * from {{ ref('int_unit_values') }}

),

national_totals as (

    select * from {{ ref('int_national_totals') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

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
        nodes.normalisation,
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
        unit_values.value,
        case leaves.denominator
            when 'nation' then national_totals.nation_total
            when 'units' then national_totals.units_total
        end as total
    from leaves
    inner join unit_values
        on
            leaves.measure_code = unit_values.measure_code
            and leaves.industry_code = unit_values.industry_code
    inner join national_totals
        on
            unit_values.period_code = national_totals.period_code
            and unit_values.unit_level = national_totals.unit_level
            and unit_values.measure_code = national_totals.measure_code
            and unit_values.industry_code = national_totals.industry_code
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

shares as (

    select
        expected.index_code,
        expected.node_code,
        expected.period_code,
        expected.unit_level,
        expected.area_code,
        expected.is_unit,
        leaves.origin,
        cast(recorded.value as double) as value,
        cast(recorded.total as double) as total,
        case
            when recorded.value is not null then 'recorded'
            when leaves.missing_rule = 'zero' then 'missing_as_zero'
            else 'missing_skipped'
        end as value_status,
        case
            when recorded.value is null and leaves.missing_rule = 'zero' then 0
            when leaves.normalisation = 'none' then cast(recorded.value as double)
            when leaves.normalisation = 'share_of_total'
                then 100 * cast(recorded.value as double) / cast(recorded.total as double)
        end as normalised_value
    from expected
    inner join leaves on expected.node_code = leaves.node_code
    left join recorded
        on
            expected.node_code = recorded.node_code
            and expected.period_code = recorded.period_code
            and expected.unit_level = recorded.unit_level
            and expected.area_code = recorded.area_code

)

select
    index_code,
    node_code,
    period_code,
    unit_level,
    area_code,
    is_unit,
    origin,
    value,
    total,
    value_status,
    normalised_value
from shares
