{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- What a value is held against: the total, the ends of the range, mean and standard deviation, the reference. Over the
-- units of a period and level that have a value; values, goalposts and references are turned by the direction alike.
-- depends_on: {{ ref('int_changed_periods') }}
with leaf_values as (

    select * from {{ ref('int_leaf_values') }}
    {{ only_changed_periods() }}

),

compared_values as (

    -- read again: DuckDB keeps what is named twice, and these are all values
    select * from {{ ref('int_leaf_values') }}
    {{ only_changed_periods() }}

),

all_leaves as (

    select * from {{ ref('int_leaves') }}

),

area_numbers as (

    select * from {{ ref('int_area_numbers') }}

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
        all_leaves.index_code,
        all_leaves.node_code,
        all_leaves.leaf_number,
        all_leaves.cell_number,
        all_leaves.measure_code,
        all_leaves.industry_code,
        all_leaves.normalisation,
        all_leaves.denominator,
        all_leaves.reference,
        area_numbers.area_number as reference_area_number,
        case
            when all_leaves.direction = 'less_is_better'
                then coalesce(all_leaves.upper_bound, 0) - all_leaves.goalpost_high
            else all_leaves.goalpost_low
        end as fixed_low,
        case
            when all_leaves.direction = 'less_is_better'
                then coalesce(all_leaves.upper_bound, 0) - all_leaves.goalpost_low
            else all_leaves.goalpost_high
        end as fixed_high,
        case
            when all_leaves.direction = 'less_is_better'
                then coalesce(all_leaves.upper_bound, 0) - all_leaves.reference_value
            else all_leaves.reference_value
        end as fixed_reference
    from all_leaves
    left join area_numbers on all_leaves.reference_area_code = area_numbers.area_code

),

observed as (

    select
        leaf_number,
        period_code,
        unit_level,
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
        period_code,
        unit_level

),

deviations as (

    -- as parts of the largest one, so that their squares keep their digits as decimals, whatever the unit
    select
        observed.leaf_number,
        observed.period_code,
        observed.unit_level,
        observed.value_count,
        cast(greatest(observed.highest - observed.mean, observed.mean - observed.lowest) as double) as largest,
        cast({{ exact_value('compared_values.counted_value') }} - observed.mean as double)
        / cast(greatest(observed.highest - observed.mean, observed.mean - observed.lowest) as double) as deviation
    from observed
    inner join leaves on observed.leaf_number = leaves.leaf_number
    inner join compared_values
        on
            observed.leaf_number = compared_values.leaf_number
            and observed.period_code = compared_values.period_code
            and observed.unit_level = compared_values.unit_level
    where
        leaves.normalisation = 'z_score'
        and observed.highest > observed.lowest
        and compared_values.is_unit
        and compared_values.counted_value is not null

),

standard_deviations as (

    select
        leaf_number,
        period_code,
        unit_level,
        largest
        * sqrt(cast(sum({{ exact_weight('deviation * deviation') }}) as double) / (value_count - 1))
            as standard_deviation
    from deviations
    group by
        leaf_number,
        period_code,
        unit_level,
        largest,
        value_count

),

normalisation_parameters as (

    select
        leaves.index_code,
        leaves.node_code,
        observed.leaf_number,
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
    left join national_totals
        on
            leaves.measure_code = national_totals.measure_code
            and leaves.industry_code = national_totals.industry_code
            and observed.period_code = national_totals.period_code
            and observed.unit_level = national_totals.unit_level
    left join unit_values as reference_areas
        on
            leaves.reference_area_number = reference_areas.area_number
            and leaves.cell_number = reference_areas.cell_number
            and observed.period_code = reference_areas.period_code
            and reference_areas.is_unit
    left join standard_deviations
        on
            observed.leaf_number = standard_deviations.leaf_number
            and observed.period_code = standard_deviations.period_code
            and observed.unit_level = standard_deviations.unit_level

)

select * from normalisation_parameters
