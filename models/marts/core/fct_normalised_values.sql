{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- The normalised value of every leaf in every unit, missing ones included, each by the normalisation that the leaf asks
-- for. Where the base of a share is the nation, the part of no unit has rows of its own (is_unit = false).
-- depends_on: {{ ref('int_changed_periods') }}
with leaf_values as (

    select * from {{ ref('int_leaf_values') }}
    {{ only_changed_periods() }}

),

parameters as (

    select * from {{ ref('int_normalisation_parameters') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

places as (

    -- from the worst up, so that more is better
    select
        leaf_values.node_code,
        leaf_values.period_code,
        leaf_values.unit_level,
        leaf_values.area_code,
        cast(rank() over (
            partition by leaf_values.node_code, leaf_values.period_code, leaf_values.unit_level
            order by leaf_values.counted_value
        ) as double) as place,
        percent_rank() over (
            partition by leaf_values.node_code, leaf_values.period_code, leaf_values.unit_level
            order by leaf_values.counted_value
        ) as percentile
    from leaf_values
    inner join nodes on leaf_values.node_code = nodes.node_code
    where
        nodes.normalisation in ('rank', 'percentile_rank')
        and leaf_values.is_unit
        and leaf_values.counted_value is not null

),

compared as (

    -- clipping never reaches the lowest and highest value where these are the goalposts
    select
        leaf_values.index_code,
        leaf_values.node_code,
        leaf_values.period_code,
        leaf_values.unit_level,
        leaf_values.area_code,
        leaf_values.is_unit,
        leaf_values.origin,
        leaf_values.value,
        leaf_values.value_status,
        leaf_values.counted_value,
        nodes.normalisation,
        nodes.scale_low,
        nodes.scale_high,
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
            when nodes.is_clipped then least(greatest(leaf_values.counted_value, parameters.low), parameters.high)
            else leaf_values.counted_value
        end as clipped_value
    from leaf_values
    inner join nodes on leaf_values.node_code = nodes.node_code
    left join parameters
        on
            leaf_values.node_code = parameters.node_code
            and leaf_values.period_code = parameters.period_code
            and leaf_values.unit_level = parameters.unit_level
    left join places
        on
            leaf_values.node_code = places.node_code
            and leaf_values.period_code = places.period_code
            and leaf_values.unit_level = places.unit_level
            and leaf_values.area_code = places.area_code

),

normalised_values as (

    -- of no activity no share is taken: there may be no total at all
    select
        index_code,
        node_code,
        period_code,
        unit_level,
        area_code,
        is_unit,
        origin,
        value_status,
        cast(value as double) as value,
        case when value is not null then cast(total as double) end as total,
        case normalisation
            when 'share_of_total'
                then case
                    when value_status = 'missing_as_zero' then 0
                    else 100 * cast(value as double) / cast(total as double)
                end
            when 'min_max'
                then
                    scale_low
                    + (scale_high - scale_low) * cast(clipped_value - low as double) / cast(high - low as double)
            when 'z_score' then cast(counted_value - mean as double) / standard_deviation
            when 'rank' then place
            when 'percentile_rank' then scale_low + (scale_high - scale_low) * percentile
            when 'distance_to_reference' then 100 * cast(counted_value as double) / cast(reference_value as double)
            when 'none' then cast(counted_value as double)
        end as normalised_value
    from compared

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
from normalised_values
