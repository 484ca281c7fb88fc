{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- What a value is held against: the total, the ends of the range, mean and standard deviation, the reference. Over the
-- units of a period and level that have a value; values, goalposts and references are turned by the direction alike.
-- depends_on: {{ ref('int_changed_periods') }}
with leaf_values as (

    select * from {{ ref('int_leaf_values') }}
    {{ only_changed_units() }}

),

compared_values as (

    -- read again: DuckDB keeps what is named twice, and these are all values
    select * from {{ ref('int_leaf_values') }}
    {{ only_changed_units() }}

),

all_leaves as (

    select * from {{ ref('int_leaves') }}

),

units as (

    select * from {{ ref('int_units') }}

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
        index_code,
        node_code,
        leaf_number,
        cell_number,
        measure_code,
        industry_code,
        normalisation,
        denominator,
        reference,
        reference_area_code,
        case
            when direction = 'less_is_better'
                then coalesce(upper_bound, 0) - goalpost_high
            else goalpost_low
        end as fixed_low,
        case
            when direction = 'less_is_better'
                then coalesce(upper_bound, 0) - goalpost_low
            else goalpost_high
        end as fixed_high,
        case
            when direction = 'less_is_better'
                then coalesce(upper_bound, 0) - reference_value
            else reference_value
        end as fixed_reference
    from all_leaves

),

reference_areas as (

    select
        leaves.leaf_number,
        units.period_code,
        unit_values.value
    from leaves
    inner join units on leaves.reference_area_code = units.area_code
    inner join unit_values
        on
            units.unit_number = unit_values.unit_number
            and leaves.cell_number = unit_values.cell_number
    where units.is_unit

),

period_levels as (

    select distinct
        period_level_number,
        period_code,
        unit_level
    from units

),

observed as (

    select
        leaf_number,
        period_level_number,
        {{ exact_value('min(case when is_unit then counted_value end)') }} as lowest,
        {{ exact_value('max(case when is_unit then counted_value end)') }} as highest,
        count(case when is_unit then counted_value end) as value_count,
        {{ exact_value(
            'cast(sum(case when is_unit then ' ~ exact_value('counted_value') ~ ' end) as double)'
            ~ ' / nullif(count(case when is_unit then counted_value end), 0)'
        ) }} as mean
    from leaf_values
    group by
        leaf_number,
        period_level_number

),

deviations as (

    -- as parts of the largest one, so that their squares keep their digits as decimals, whatever the unit
    select
        observed.leaf_number,
        observed.period_level_number,
        observed.value_count,
        cast(greatest(observed.highest - observed.mean, observed.mean - observed.lowest) as double) as largest,
        cast({{ exact_value('compared_values.counted_value') }} - observed.mean as double)
        / cast(greatest(observed.highest - observed.mean, observed.mean - observed.lowest) as double) as deviation
    from observed
    inner join leaves on observed.leaf_number = leaves.leaf_number
    inner join compared_values
        on
            observed.leaf_number = compared_values.leaf_number
            and observed.period_level_number = compared_values.period_level_number
    where
        leaves.normalisation = 'z_score'
        and observed.highest > observed.lowest
        and compared_values.is_unit
        and compared_values.counted_value is not null

),

standard_deviations as (

    select
        leaf_number,
        period_level_number,
        largest
        * sqrt(cast(sum({{ exact_weight('deviation * deviation') }}) as double) / (value_count - 1))
            as standard_deviation
    from deviations
    group by
        leaf_number,
        period_level_number,
        largest,
        value_count

),

normalisation_parameters as (

    select
        leaves.index_code,
        leaves.node_code,
        observed.leaf_number,
        observed.period_level_number,
        period_levels.period_code,
        period_levels.unit_level,
        leaves.measure_code,
        leaves.industry_code,
        leaves.normalisation,
        leaves.denominator,
        leaves.reference,
        observed.value_count,
        observed.mean,
        standard_deviations.standard_deviation,
        cast(
            case leaves.denominator
                when 'nation' then national_totals.nation_total
                when 'units' then national_totals.units_total
            end as double
        ) as total,
        coalesce({{ exact_value('leaves.fixed_low') }}, observed.lowest) as low,
        coalesce({{ exact_value('leaves.fixed_high') }}, observed.highest) as high,
        cast(
            case leaves.reference
                when 'maximum' then observed.highest
                when 'mean' then observed.mean
                when 'area' then {{ exact_value('reference_areas.value') }}
                when 'value' then {{ exact_value('leaves.fixed_reference') }}
            end as double
        ) as reference_value
    from observed
    inner join leaves on observed.leaf_number = leaves.leaf_number
    inner join period_levels on observed.period_level_number = period_levels.period_level_number
    left join national_totals
        on
            leaves.measure_code = national_totals.measure_code
            and leaves.industry_code = national_totals.industry_code
            and period_levels.period_code = national_totals.period_code
            and period_levels.unit_level = national_totals.unit_level
    left join reference_areas
        on
            observed.leaf_number = reference_areas.leaf_number
            and period_levels.period_code = reference_areas.period_code
    left join standard_deviations
        on
            observed.leaf_number = standard_deviations.leaf_number
            and observed.period_level_number = standard_deviations.period_level_number

)

select * from normalisation_parameters
