{{ config(materialized='view') }}

-- The normalised value of every leaf in every unit, missing ones included, each by the normalisation that the leaf asks
-- for. A view: to divide again costs less than to write and read as many rows as there are values.
with leaf_values as (

    select * from {{ ref('int_leaf_values') }}

),

ordered_values as (

    -- read again: DuckDB keeps what is named twice, and looks at all columns of what is read from it
    select * from {{ ref('int_leaf_values') }}

),

parameters as (

    select * from {{ ref('int_normalisation_parameters') }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

ordered_leaves as (

    select * from {{ ref('int_leaves') }}

),

places as (

    -- from the worst up, so that more is better
    select
        ordered_values.leaf_number,
        ordered_values.unit_number,
        cast(rank() over (
            partition by ordered_values.leaf_number, ordered_values.period_level_number
            order by ordered_values.counted_value
        ) as double) as place,
        percent_rank() over (
            partition by ordered_values.leaf_number, ordered_values.period_level_number
            order by ordered_values.counted_value
        ) as percentile
    from ordered_values
    inner join ordered_leaves on ordered_values.leaf_number = ordered_leaves.leaf_number
    where
        ordered_leaves.normalisation in ('rank', 'percentile_rank')
        and ordered_values.is_unit
        and ordered_values.counted_value is not null

),

compared as (

    -- clipping never reaches the lowest and highest value where these are the goalposts
    select
        leaves.index_code,
        leaves.node_code,
        leaf_values.leaf_number,
        leaf_values.unit_number,
        leaf_values.period_code,
        leaf_values.unit_level,
        leaf_values.area_code,
        leaf_values.is_unit,
        leaves.origin,
        leaf_values.value,
        leaf_values.value_status,
        leaf_values.counted_value,
        leaves.normalisation,
        leaves.scale_low,
        leaves.scale_high,
        parameters.total,
        parameters.low,
        parameters.high,
        parameters.mean,
        parameters.standard_deviation,
        parameters.reference_value,
        places.place,
        places.percentile,
        case
            -- of nothing and a number the greatest is the number
            when leaf_values.counted_value is null then null
            when leaves.is_clipped
                then least(greatest({{ exact_value('leaf_values.counted_value') }}, parameters.low), parameters.high)
            else {{ exact_value('leaf_values.counted_value') }}
        end as clipped_value
    from leaf_values
    inner join leaves on leaf_values.leaf_number = leaves.leaf_number
    left join parameters
        on
            leaf_values.leaf_number = parameters.leaf_number
            and leaf_values.period_level_number = parameters.period_level_number
    left join places
        on
            leaf_values.leaf_number = places.leaf_number
            and leaf_values.unit_number = places.unit_number

),

normalised_values as (

    -- of no activity no share is taken: there may be no total at all
    select
        index_code,
        node_code,
        leaf_number,
        unit_number,
        period_code,
        unit_level,
        area_code,
        is_unit,
        origin,
        value_status,
        value,
        case when value is not null then total end as total,
        case normalisation
            when 'share_of_total'
                then case
                    when value_status = 'missing_as_zero' then 0
                    else 100 * value / total
                end
            when 'min_max'
                then
                    scale_low
                    + (scale_high - scale_low) * cast(clipped_value - low as double) / cast(high - low as double)
            when 'z_score' then cast({{ exact_value('counted_value') }} - mean as double) / standard_deviation
            when 'rank' then place
            when 'percentile_rank' then scale_low + (scale_high - scale_low) * percentile
            when 'distance_to_reference' then 100 * counted_value / reference_value
            when 'none' then counted_value
        end as normalised_value
    from compared

)

select * from normalised_values
