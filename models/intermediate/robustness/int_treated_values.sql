-- Outliers as the JRC's audits treat them, leaf by leaf: where both skewness and kurtosis exceed their limits, the most
-- extreme values on the skewed side are brought to the next value, one more at a time, until one of the two holds.
-- Where that does not do, all values take a logarithm, which keeps their order and both ends of their range, so that
-- goalposts, references and zeros mean what they did: low + range * ln(1 + part / offset) / ln(1 + 1 / offset), where
-- part is the way from the low end to the high one, from 0 to 1; turned round for a skew to the left.
-- A leaf's values are a sorted list: a sum along it depends neither on the order of the rows nor on threads, and takes
-- a fifth of the time of decimals in rows, one for each value and number of values brought in.
with leaf_values as (

    select * from {{ ref('int_recent_leaf_values') }}

),

states as (

    -- so many values are brought to the next one; the last state stands for the logarithm
    select
        cast(numbers.state as integer) as state,
        numbers.state > {{ var('winsorised_most') }} as is_logarithm
    from generate_series(0, {{ var('winsorised_most') }} + 1) as numbers (state)

),

unit_values as (

    select
        index_code,
        node_code,
        period_code,
        unit_level,
        area_code,
        origin,
        value_status,
        normalised_value,
        case when value_status = 'missing_as_zero' then 0 else value end as counted_value
    from leaf_values

),

sorted_leaves as (

    select
        node_code,
        period_code,
        unit_level,
        count(*) as value_count,
        min(counted_value) as lowest,
        max(counted_value) as highest,
        list(counted_value order by counted_value asc) as sorted_values
    from unit_values
    where counted_value is not null
    group by
        node_code,
        period_code,
        unit_level

),

with_distances as (

    -- what is far from zero keeps its digits
    select
        *,
        highest - lowest as value_range,
        list_transform(sorted_values, lambda val: val - lowest) as distances
    from sorted_leaves

),

with_mean as (

    select
        *,
        list_sum(distances) / value_count as mean_distance
    from with_distances

),

with_side as (

    select
        *,
        list_sum(list_transform(distances, lambda val: power(val - mean_distance, 3))) >= 0 as is_high_side
    from with_mean

),

leaves_in_states as (

    select
        with_side.node_code,
        with_side.period_code,
        with_side.unit_level,
        with_side.value_count,
        with_side.distances,
        with_side.value_range,
        with_side.is_high_side,
        with_side.lowest,
        with_side.highest,
        states.state,
        states.is_logarithm,
        with_side.distances[with_side.value_count - states.state] as high_cut,
        with_side.distances[1 + states.state] as low_cut,
        with_side.sorted_values[with_side.value_count - states.state] as high_value,
        with_side.sorted_values[1 + states.state] as low_value,
        nullif({{ var('logarithm_offset') }} * with_side.value_range, 0) as distance_to_pole
    from with_side
    cross join states

),

state_lists as (

    -- moments are the same wherever a range is moved and stretched to
    select
        *,
        case
            when is_logarithm and is_high_side
                then list_transform(distances, lambda val: ln(1 + val / distance_to_pole))
            when is_logarithm
                then list_transform(distances, lambda val: -ln(1 + (value_range - val) / distance_to_pole))
            when is_high_side
                then list_transform(distances, lambda val: least(val, high_cut))
            else list_transform(distances, lambda val: greatest(val, low_cut))
        end as state_values
    from leaves_in_states

),

state_means as (

    select
        *,
        list_sum(state_values) / value_count as state_mean
    from state_lists

),

deviations as (

    -- as parts of the largest one, so that no power of them is too large or too small
    select
        node_code,
        period_code,
        unit_level,
        state,
        is_logarithm,
        is_high_side,
        lowest,
        highest,
        high_value,
        low_value,
        cast(value_count as double) as size,
        list_transform(
            state_values,
            lambda val: (val - state_mean)
            / nullif(greatest(state_values[value_count] - state_mean, state_mean - state_values[1]), 0)
        ) as state_deviations
    from state_means

),

moments as (

    select
        node_code,
        period_code,
        unit_level,
        state,
        is_logarithm,
        is_high_side,
        lowest,
        highest,
        high_value,
        low_value,
        size,
        list_sum(list_transform(state_deviations, lambda val: val * val)) as squares,
        list_sum(list_transform(state_deviations, lambda val: val * val * val)) as cubes,
        list_sum(list_transform(state_deviations, lambda val: val * val * val * val)) as fourth_powers
    from deviations

),

distributions as (

    select
        *,
        case
            when size >= {{ var('fewest_observations') }}
                then sqrt(size * (size - 1)) / (size - 2) * (cubes / size) / power(squares / size, 1.5)
        end as skewness,
        case
            when size >= {{ var('fewest_observations') }}
                then
                    ((size * size - 1) * (fourth_powers / size) / power(squares / size, 2) - 3 * power(size - 1, 2))
                    / ((size - 2) * (size - 3))
        end as kurtosis
    from moments

),

judged as (

    -- too few values, or values that have all become the same, have no skewness
    select
        *,
        first_value(skewness) over (
            partition by node_code, period_code, unit_level
            order by state
        ) as stated_skewness,
        first_value(kurtosis) over (
            partition by node_code, period_code, unit_level
            order by state
        ) as stated_kurtosis,
        is_logarithm
        or abs(skewness) <= {{ var('outlier_skewness') }}
        or kurtosis <= {{ var('outlier_kurtosis') }} as is_accepted
    from distributions

),

accepted_states as (

    select
        *,
        row_number() over (
            partition by node_code, period_code, unit_level
            order by state
        ) as choice
    from judged
    where
        is_accepted
        or (state = 0 and stated_skewness is null)

),

treated_values as (

    select
        unit_values.index_code,
        unit_values.node_code,
        unit_values.period_code,
        unit_values.unit_level,
        unit_values.area_code,
        unit_values.origin,
        unit_values.value_status,
        unit_values.normalised_value,
        unit_values.counted_value,
        accepted_states.stated_skewness as skewness,
        accepted_states.stated_kurtosis as kurtosis,
        accepted_states.skewness as treated_skewness,
        accepted_states.kurtosis as treated_kurtosis,
        case
            when coalesce(accepted_states.state, 0) = 0 then 'none'
            when accepted_states.is_logarithm then 'logarithm'
            else 'winsorised'
        end as outlier_treatment,
        case when accepted_states.is_logarithm then 0 else coalesce(accepted_states.state, 0) end as winsorised_count,
        case
            when unit_values.counted_value is null or accepted_states.state = 0 then unit_values.counted_value
            when accepted_states.is_logarithm and accepted_states.is_high_side
                then
                    accepted_states.lowest
                    + (accepted_states.highest - accepted_states.lowest)
                    * ln(
                        1 + (unit_values.counted_value - accepted_states.lowest)
                        / ({{ var('logarithm_offset') }} * (accepted_states.highest - accepted_states.lowest))
                    )
                    / ln(1 + 1 / {{ var('logarithm_offset') }})
            when accepted_states.is_logarithm
                then
                    accepted_states.highest
                    - (accepted_states.highest - accepted_states.lowest)
                    * ln(
                        1 + (accepted_states.highest - unit_values.counted_value)
                        / ({{ var('logarithm_offset') }} * (accepted_states.highest - accepted_states.lowest))
                    )
                    / ln(1 + 1 / {{ var('logarithm_offset') }})
            when accepted_states.is_high_side then least(unit_values.counted_value, accepted_states.high_value)
            else greatest(unit_values.counted_value, accepted_states.low_value)
        end as treated_value
    from unit_values
    left join accepted_states
        on
            unit_values.node_code = accepted_states.node_code
            and unit_values.period_code = accepted_states.period_code
            and unit_values.unit_level = accepted_states.unit_level
            and accepted_states.choice = 1

)

select * from treated_values
