-- Every node's score in every unit as its deviation from the mean, in parts of the largest deviation: sums of products
-- then keep their digits as decimals, whatever the scale, and do not depend on the order of the rows.
with scores as (

    select * from {{ ref('int_default_scores') }}

),

observed as (

    select
        period_code,
        unit_level,
        node_code,
        min(score) as lowest,
        max(score) as highest,
        {{ exact_value('cast(sum(score) as double) / nullif(count(score), 0)') }} as mean
    from scores
    group by
        period_code,
        unit_level,
        node_code

),

largest_deviations as (

    select
        period_code,
        unit_level,
        node_code,
        mean,
        case
            when highest > lowest then cast(greatest(highest - mean, mean - lowest) as double)
            else 0
        end as largest_deviation
    from observed

),

deviations as (

    select
        scores.index_code,
        scores.period_code,
        scores.unit_level,
        scores.area_code,
        scores.node_code,
        scores.origin,
        largest_deviations.largest_deviation,
        case
            when scores.score is null then null
            when largest_deviations.largest_deviation = 0 then 0
            else cast(scores.score - largest_deviations.mean as double) / largest_deviations.largest_deviation
        end as deviation
    from scores
    inner join largest_deviations
        on
            scores.period_code = largest_deviations.period_code
            and scores.unit_level = largest_deviations.unit_level
            and scores.node_code = largest_deviations.node_code

)

select * from deviations
