-- Do the units draw closer together? Sigma convergence: the spread of the scores in both periods. Beta convergence: the
-- regression of the growth of a score on where it started, both in logarithms, over the units that have a score above 0
-- in both periods (Barro and Sala-i-Martin 1992). Sums are exact decimals.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

pairs_of_periods as (

    select
        period_code,
        previous_period_code as earlier_period_code
    from periods
    where previous_period_code is not null

    union

    select
        period_code,
        base_period_code as earlier_period_code
    from periods
    where base_period_code != period_code

),

pairs_by_the_calendar as (

    select
        pairs_of_periods.period_code,
        pairs_of_periods.earlier_period_code,
        earlier_periods.period_end as first_end,
        periods.period_end as last_end,
        case periods.period_grain
            when 'year' then 1
            when 'quarter' then 4
            when 'month' then 12
            when 'week' then 365.25e0 / 7
            else 365.25e0
        end as periods_per_year
    from pairs_of_periods
    inner join periods on pairs_of_periods.period_code = periods.period_code
    inner join periods as earlier_periods on pairs_of_periods.earlier_period_code = earlier_periods.period_code

),

pairs_with_days as (

    select
        period_code,
        earlier_period_code,
        periods_per_year,
        {{ dbt.datediff('first_end', 'last_end', 'day') }}
            as calendar_days
    from pairs_by_the_calendar

),

period_pairs as (

    -- the years between are counted in whole periods, so that a leap year or a year of 53 weeks makes no difference
    select
        period_code,
        earlier_period_code,
        cast(round(calendar_days / 365.25e0 * periods_per_year) / periods_per_year as double) as years
    from pairs_with_days

),

scored as (

    select default_scores.*
    from default_scores
    inner join nodes on default_scores.node_code = nodes.node_code
    where
        default_scores.score is not null
        and (nodes.node_kind in ('index', 'sub_index') or nodes.node_code = nodes.index_code)

),

sides as (

    select
        scored.*,
        period_pairs.period_code as later_period_code,
        period_pairs.earlier_period_code,
        period_pairs.years,
        case when scored.period_code = period_pairs.period_code then scored.score end as later_score,
        case when scored.period_code = period_pairs.earlier_period_code then scored.score end as earlier_score
    from scored
    inner join period_pairs
        on
            scored.period_code = period_pairs.period_code
            or scored.period_code = period_pairs.earlier_period_code

),

paired as (

    select
        index_code,
        scheme_code,
        node_code,
        unit_level,
        origin,
        earlier_period_code,
        years,
        area_code,
        later_period_code as period_code,
        cast(max(earlier_score) as double) as earlier_score,
        cast(max(later_score) as double) as later_score
    from sides
    group by
        index_code,
        scheme_code,
        node_code,
        unit_level,
        origin,
        earlier_period_code,
        years,
        area_code,
        later_period_code

),

logs as (

    select
        paired.*,
        case when paired.earlier_score > 0 and paired.later_score > 0 then ln(paired.earlier_score) end as earlier_log,
        case when paired.earlier_score > 0 and paired.later_score > 0 then ln(paired.later_score) end as later_log
    from paired

),

groups as (

    select
        index_code,
        scheme_code,
        node_code,
        unit_level,
        origin,
        period_code,
        earlier_period_code,
        years,
        cast(count(earlier_log) as integer) as unit_count,
        cast(count(*) - count(earlier_log) as integer) as left_out_units,
        cast(sum(case when earlier_log is not null then {{ exact_value('earlier_score') }} end) as double)
        / nullif(count(earlier_log), 0) as mean_earlier_score,
        cast(sum(case when earlier_log is not null then {{ exact_value('later_score') }} end) as double)
        / nullif(count(earlier_log), 0) as mean_later_score,
        cast(sum({{ exact_square('earlier_log') }}) as double) / nullif(count(earlier_log), 0) as mean_earlier_log,
        cast(sum({{ exact_square('later_log') }}) as double) / nullif(count(later_log), 0) as mean_later_log,
        row_number() over (
            order by
                node_code,
                unit_level,
                period_code,
                earlier_period_code
        ) as group_number
    from logs
    group by
        index_code,
        scheme_code,
        node_code,
        unit_level,
        origin,
        period_code,
        earlier_period_code,
        years

),

deviations as (

    -- of scores as parts of their mean, so that their squares keep their digits as decimals, whatever the unit
    select
        groups.group_number,
        logs.earlier_score / groups.mean_earlier_score - 1 as earlier_part,
        logs.later_score / groups.mean_later_score - 1 as later_part,
        logs.earlier_log - groups.mean_earlier_log as earlier_deviation,
        logs.later_log - groups.mean_later_log as later_deviation
    from logs
    inner join groups
        on
            logs.node_code = groups.node_code
            and logs.unit_level = groups.unit_level
            and logs.period_code = groups.period_code
            and logs.earlier_period_code = groups.earlier_period_code
    where logs.earlier_log is not null

),

products as (

    select
        group_number,
        cast(sum({{ exact_square('earlier_part * earlier_part') }}) as double) as earlier_part_squares,
        cast(sum({{ exact_square('later_part * later_part') }}) as double) as later_part_squares,
        cast(sum({{ exact_square('earlier_deviation * earlier_deviation') }}) as double) as earlier_squares,
        cast(sum({{ exact_square('later_deviation * later_deviation') }}) as double) as later_squares,
        cast(sum({{ exact_square('earlier_deviation * (later_deviation - earlier_deviation)') }}) as double)
        / nullif(cast(sum({{ exact_square('earlier_deviation * earlier_deviation') }}) as double), 0) as slope
    from deviations
    group by group_number

),

residuals as (

    select
        deviations.group_number,
        deviations.later_deviation - (1 + products.slope) * deviations.earlier_deviation as residual
    from deviations
    inner join products on deviations.group_number = products.group_number

),

residual_squares as (

    select
        group_number,
        cast(sum({{ exact_square('residual * residual') }}) as double) as residual_sum_of_squares
    from residuals
    group by group_number

),

judged as (

    select
        groups.*,
        products.earlier_part_squares,
        products.later_part_squares,
        products.earlier_squares,
        products.later_squares,
        products.slope,
        residual_squares.residual_sum_of_squares,
        case
            when groups.unit_count < {{ var('analysis_least_units') }}
                then 'fewer than {{ var("analysis_least_units") }} units with a score above 0 in both periods'
            when products.slope is null then 'all units start from the same score'
        end as reason
    from groups
    left join products on groups.group_number = products.group_number
    left join residual_squares on groups.group_number = residual_squares.group_number

),

computed as (

    select
        judged.*,
        sqrt(judged.earlier_squares / (judged.unit_count - 1)) as earlier_log_deviation,
        sqrt(judged.later_squares / (judged.unit_count - 1)) as later_log_deviation,
        sqrt(judged.earlier_part_squares / (judged.unit_count - 1)) as earlier_variation,
        sqrt(judged.later_part_squares / (judged.unit_count - 1)) as later_variation,
        sqrt(judged.residual_sum_of_squares / (judged.unit_count - 2) / judged.earlier_squares) as standard_error,
        case when judged.slope > -1 and judged.years > 0 then -ln(1 + judged.slope) / judged.years end as yearly_speed
    from judged
    where judged.reason is null

),

convergence as (

    select
        judged.index_code,
        judged.scheme_code,
        judged.node_code,
        judged.unit_level,
        judged.period_code,
        judged.earlier_period_code,
        judged.origin,
        judged.reason,
        judged.years,
        judged.unit_count,
        judged.left_out_units,
        computed.earlier_log_deviation,
        computed.later_log_deviation,
        computed.earlier_variation,
        computed.later_variation,
        computed.slope,
        computed.standard_error,
        computed.yearly_speed,
        'convergence|' || judged.node_code || '|' || judged.unit_level || '|' || judged.period_code || '|'
        || judged.earlier_period_code as test_key,
        case when judged.reason is null then 'computed' else 'not enough data' end as status,
        computed.later_log_deviation - computed.earlier_log_deviation as log_deviation_change,
        computed.later_variation - computed.earlier_variation as variation_change,
        computed.slope / nullif(computed.standard_error, 0) as t_value,
        case when computed.yearly_speed > 0 then ln(2) / computed.yearly_speed end as half_life
    from judged
    left join computed on judged.group_number = computed.group_number

)

select * from convergence
