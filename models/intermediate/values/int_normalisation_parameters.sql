{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- What a value is held against: the total, the ends of the range, mean and standard deviation, the reference. Over the
-- units of a period and level that have a value; values, goalposts and references are turned by the direction alike.
-- depends_on: {{ ref('int_changed_periods') }}
with leaf_values as (

    select * from {{ ref('int_leaf_values') }}
    {{ only_changed_periods() }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

national_totals as (

    select * from {{ ref('int_national_totals') }}

),

unit_values as (

    select * from {{ ref('int_unit_values') }}

),

leaves as (

    -- turned, the low goalpost of a measure of which less is better is its high one
    select
        nodes.node_code,
        nodes.measure_code,
        nodes.industry_code,
        nodes.normalisation,
        nodes.denominator,
        nodes.reference,
        nodes.reference_area_code,
        case
            when measures.direction = 'less_is_better' then coalesce(measures.upper_bound, 0) - nodes.goalpost_high
            else nodes.goalpost_low
        end as fixed_low,
        case
            when measures.direction = 'less_is_better' then coalesce(measures.upper_bound, 0) - nodes.goalpost_low
            else nodes.goalpost_high
        end as fixed_high,
        case
            when measures.direction = 'less_is_better' then coalesce(measures.upper_bound, 0) - nodes.reference_value
            else nodes.reference_value
        end as fixed_reference
    from nodes
    inner join measures on nodes.measure_code = measures.measure_code

),

observed as (

    select
        index_code,
        node_code,
        period_code,
        unit_level,
        min(case when is_unit then counted_value end) as lowest,
        max(case when is_unit then counted_value end) as highest,
        count(case when is_unit then counted_value end) as value_count,
        {{ exact_value(
            'cast(sum(case when is_unit then counted_value end) as double)'
            ~ ' / nullif(count(case when is_unit then counted_value end), 0)'
        ) }} as mean
    from leaf_values
    group by
        index_code,
        node_code,
        period_code,
        unit_level

),

deviations as (

    -- as parts of the largest one, so that their squares keep their digits as decimals, whatever the unit
    select
        observed.node_code,
        observed.period_code,
        observed.unit_level,
        observed.value_count,
        cast(greatest(observed.highest - observed.mean, observed.mean - observed.lowest) as double) as largest,
        cast(leaf_values.counted_value - observed.mean as double)
        / cast(greatest(observed.highest - observed.mean, observed.mean - observed.lowest) as double) as deviation
    from observed
    inner join leaves on observed.node_code = leaves.node_code
    inner join leaf_values
        on
            observed.node_code = leaf_values.node_code
            and observed.period_code = leaf_values.period_code
            and observed.unit_level = leaf_values.unit_level
    where
        leaves.normalisation = 'z_score'
        and observed.highest > observed.lowest
        and leaf_values.is_unit
        and leaf_values.counted_value is not null

),

standard_deviations as (

    select
        node_code,
        period_code,
        unit_level,
        largest
        * sqrt(cast(sum({{ exact_weight('deviation * deviation') }}) as double) / (value_count - 1))
            as standard_deviation
    from deviations
    group by
        node_code,
        period_code,
        unit_level,
        largest,
        value_count

),

normalisation_parameters as (

    select
        observed.index_code,
        observed.node_code,
        observed.period_code,
        observed.unit_level,
        leaves.measure_code,
        leaves.industry_code,
        leaves.normalisation,
        leaves.denominator,
        leaves.reference,
        observed.value_count,
        observed.mean,
        standard_deviations.standard_deviation,
        case leaves.denominator
            when 'nation' then national_totals.nation_total
            when 'units' then national_totals.units_total
        end as total,
        coalesce({{ exact_value('leaves.fixed_low') }}, observed.lowest) as low,
        coalesce({{ exact_value('leaves.fixed_high') }}, observed.highest) as high,
        case leaves.reference
            when 'maximum' then observed.highest
            when 'mean' then observed.mean
            when 'area' then reference_areas.value
            when 'value' then {{ exact_value('leaves.fixed_reference') }}
        end as reference_value
    from observed
    inner join leaves on observed.node_code = leaves.node_code
    left join national_totals
        on
            leaves.measure_code = national_totals.measure_code
            and leaves.industry_code = national_totals.industry_code
            and observed.period_code = national_totals.period_code
            and observed.unit_level = national_totals.unit_level
    left join unit_values as reference_areas
        on
            leaves.reference_area_code = reference_areas.area_code
            and leaves.measure_code = reference_areas.measure_code
            and leaves.industry_code = reference_areas.industry_code
            and observed.period_code = reference_areas.period_code
            and reference_areas.is_unit
    left join standard_deviations
        on
            observed.node_code = standard_deviations.node_code
            and observed.period_code = standard_deviations.period_code
            and observed.unit_level = standard_deviations.unit_level

)

select * from normalisation_parameters
