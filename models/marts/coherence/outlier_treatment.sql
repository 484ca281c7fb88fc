-- What treating its outliers does to every leaf: how its values are distributed before and after, and what was done.
with treated_values as (

    select * from {{ ref('int_treated_values') }}

),

leaves as (

    -- what is said of a leaf is the same in all its units
    select
        index_code,
        period_code,
        unit_level,
        node_code,
        origin,
        outlier_treatment,
        winsorised_count,
        count(counted_value) as value_count,
        min(counted_value) as lowest,
        max(counted_value) as highest,
        min(treated_value) as treated_lowest,
        max(treated_value) as treated_highest,
        max(skewness) as skewness,
        max(kurtosis) as kurtosis,
        max(treated_skewness) as treated_skewness,
        max(treated_kurtosis) as treated_kurtosis
    from treated_values
    group by
        index_code,
        period_code,
        unit_level,
        node_code,
        origin,
        outlier_treatment,
        winsorised_count

),

with_reason as (

    select
        *,
        case
            when value_count < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have a value'
            when highest = lowest then 'all units have the same value'
        end as reason
    from leaves

),

outlier_treatment as (

    select
        index_code,
        period_code,
        unit_level,
        node_code,
        origin,
        reason,
        outlier_treatment,
        winsorised_count,
        skewness,
        kurtosis,
        treated_skewness,
        treated_kurtosis,
        case when reason is null then 'computed' else 'not enough data' end as status,
        cast(value_count as integer) as value_count,
        case when reason is null then lowest end as lowest_value,
        case when reason is null then highest end as highest_value,
        case when reason is null then treated_lowest end as treated_lowest_value,
        case when reason is null then treated_highest end as treated_highest_value,
        abs(treated_skewness) > {{ var('outlier_skewness') }} and treated_kurtosis > {{ var('outlier_kurtosis') }}
            as has_outliers_left
    from with_reason

)

select
    index_code,
    period_code,
    unit_level,
    node_code,
    origin,
    status,
    reason,
    value_count,
    outlier_treatment,
    winsorised_count,
    skewness,
    kurtosis,
    treated_skewness,
    treated_kurtosis,
    has_outliers_left,
    lowest_value,
    highest_value,
    treated_lowest_value,
    treated_highest_value
from outlier_treatment
