-- The distribution of every leaf's values before normalisation, and whether outliers dominate it. Skewness and kurtosis
-- are the sample versions G1 and G2 of Joanes and Gill (1998), the latter in excess of the normal distribution's 3.
with unit_values as (

    select * from {{ ref('int_recent_leaf_values') }}

),

counted as (

    select
        index_code,
        period_code,
        unit_level,
        node_code,
        origin,
        count(*) as unit_count,
        count(value) as observed_count,
        count(*) - count(value) as missing_count,
        count(case when value = 0 then 1 end) as zero_count,
        min(value) as lowest,
        max(value) as highest,
        percentile_cont(0.25) within group (order by value) as first_quartile,
        percentile_cont(0.75) within group (order by value) as third_quartile,
        {{ exact_value(
            'cast(sum(' ~ exact_value('value') ~ ') as double) / nullif(count(value), 0)'
        ) }} as exact_mean
    from unit_values
    group by
        index_code,
        period_code,
        unit_level,
        node_code,
        origin

),

observed as (

    select
        *,
        cast(
            greatest(
                {{ exact_value('highest') }} - exact_mean, exact_mean - {{ exact_value('lowest') }}
            ) as double
        ) as largest_deviation
    from counted

),

deviations as (

    -- as parts of the largest one, so that their powers keep their digits as decimals, whatever the unit
    select
        observed.period_code,
        observed.unit_level,
        observed.node_code,
        cast({{ exact_value('unit_values.value') }} - observed.exact_mean as double)
        / observed.largest_deviation as deviation,
        unit_values.value < observed.first_quartile
        - {{ var('outlier_fence') }} * (observed.third_quartile - observed.first_quartile)
        or unit_values.value > observed.third_quartile
        + {{ var('outlier_fence') }} * (observed.third_quartile - observed.first_quartile) as is_outlier
    from observed
    inner join unit_values
        on
            observed.node_code = unit_values.node_code
            and observed.period_code = unit_values.period_code
            and observed.unit_level = unit_values.unit_level
    where
        observed.highest > observed.lowest
        and unit_values.value is not null

),

moments as (

    select
        period_code,
        unit_level,
        node_code,
        count(case when is_outlier then 1 end) as outlier_count,
        cast(sum({{ exact_square('power(deviation, 2)') }}) as double) as squares,
        cast(sum({{ exact_square('power(deviation, 3)') }}) as double) as cubes,
        cast(sum({{ exact_square('power(deviation, 4)') }}) as double) as fourth_powers
    from deviations
    group by
        period_code,
        unit_level,
        node_code

),

with_reason as (

    select
        observed.*,
        moments.outlier_count,
        moments.squares,
        moments.cubes,
        moments.fourth_powers,
        cast(observed.exact_mean as double) as mean_value,
        cast(observed.observed_count as double) as size,
        case
            when observed.observed_count < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have a value'
            when observed.highest = observed.lowest then 'all units have the same value'
        end as reason
    from observed
    left join moments
        on
            observed.period_code = moments.period_code
            and observed.unit_level = moments.unit_level
            and observed.node_code = moments.node_code

),

with_figures as (

    select
        *,
        case when reason is null then 'computed' else 'not enough data' end as status,
        case when reason is null then largest_deviation * sqrt(squares / (size - 1)) end as standard_deviation,
        case
            when reason is null
                then sqrt(size * (size - 1)) / (size - 2) * (cubes / size) / power(squares / size, 1.5)
        end as skewness,
        case
            when reason is null
                then
                    ((size * size - 1) * (fourth_powers / size) / power(squares / size, 2) - 3 * power(size - 1, 2))
                    / ((size - 2) * (size - 3))
        end as kurtosis
    from with_reason

),

indicator_statistics as (

    select
        index_code,
        period_code,
        unit_level,
        node_code,
        origin,
        status,
        reason,
        standard_deviation,
        skewness,
        kurtosis,
        cast(unit_count as integer) as unit_count,
        cast(observed_count as integer) as observed_count,
        cast(missing_count as integer) as missing_count,
        cast(zero_count as integer) as zero_count,
        case when reason is null then mean_value end as mean_value,
        case when reason is null then lowest end as lowest_value,
        case when reason is null then first_quartile end as first_quartile,
        case when reason is null then third_quartile end as third_quartile,
        case when reason is null then highest end as highest_value,
        cast(case when reason is null then outlier_count end as integer) as outlier_count,
        abs(skewness) > {{ var('outlier_skewness') }} and kurtosis > {{ var('outlier_kurtosis') }}
            as needs_outlier_treatment
    from with_figures

)

select
    index_code,
    period_code,
    unit_level,
    node_code,
    origin,
    status,
    reason,
    unit_count,
    observed_count,
    missing_count,
    zero_count,
    mean_value,
    standard_deviation,
    lowest_value,
    first_quartile,
    third_quartile,
    highest_value,
    skewness,
    kurtosis,
    outlier_count,
    needs_outlier_treatment
from indicator_statistics
