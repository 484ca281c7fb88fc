-- How much of a score is size: the unit's share of all scores beside its share of GDP and of internet users, and the
-- ratio of the two. Statistics come late, so a period is set beside the latest ones that do not end after it.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

area_statistics as (

    select * from {{ ref('int_area_statistics') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

size_statistics as (

    select distinct statistic_code
    from analysis_roles
    where
        role_code in ('economic_output', 'internet_users')
        and statistic_code is not null

),

statistics as (

    select
        area_statistics.*,
        areas.area_level
    from area_statistics
    inner join size_statistics on area_statistics.statistic_code = size_statistics.statistic_code
    inner join areas on area_statistics.area_code = areas.area_code

),

statistic_periods as (

    select distinct
        period_code,
        area_level,
        statistic_code
    from statistics

),

periods_by_age as (

    select
        periods.period_code,
        statistic_periods.area_level,
        statistic_periods.statistic_code,
        statistic_periods.period_code as statistic_period_code,
        row_number() over (
            partition by
                periods.period_code,
                statistic_periods.area_level,
                statistic_periods.statistic_code
            order by
                earlier_periods.period_end desc,
                earlier_periods.period_start asc,
                earlier_periods.period_code asc
        ) as age
    from periods
    inner join periods as earlier_periods on periods.period_end >= earlier_periods.period_end
    inner join statistic_periods on earlier_periods.period_code = statistic_periods.period_code

),

beside as (

    select
        default_scores.index_code,
        default_scores.scheme_code,
        default_scores.period_code,
        default_scores.unit_level,
        default_scores.area_code,
        default_scores.origin,
        default_scores.score,
        size_statistics.statistic_code,
        periods_by_age.statistic_period_code,
        statistics.origin as statistic_origin,
        statistics.value as statistic_value,
        default_scores.score is not null and coalesce(statistics.value, 0) > 0 as is_compared
    from default_scores
    cross join size_statistics
    left join periods_by_age
        on
            default_scores.period_code = periods_by_age.period_code
            and default_scores.unit_level = periods_by_age.area_level
            and size_statistics.statistic_code = periods_by_age.statistic_code
            and periods_by_age.age = 1
    left join statistics
        on
            default_scores.area_code = statistics.area_code
            and size_statistics.statistic_code = statistics.statistic_code
            and periods_by_age.statistic_period_code = statistics.period_code
    where default_scores.node_code = default_scores.index_code

),

totals as (

    -- over the units that have both: shares of different wholes would not compare
    select
        index_code,
        period_code,
        unit_level,
        statistic_code,
        cast(count(*) as integer) as compared_units,
        min(score) as lowest_score,
        cast(sum(score) as double) as total_score,
        cast(sum({{ exact_value('statistic_value') }}) as double) as total_statistic
    from beside
    where is_compared
    group by
        index_code,
        period_code,
        unit_level,
        statistic_code

),

judged as (

    select
        beside.*,
        totals.total_score,
        totals.total_statistic,
        totals.compared_units,
        case
            when beside.score is null then 'the unit has no score'
            when beside.statistic_value is null then 'no figure of the statistic'
            when beside.statistic_value <= 0 then 'the statistic is not above 0'
            when totals.compared_units < 2 then 'no other unit to compare with'
            when totals.lowest_score < 0 then 'scores below 0 have no shares'
            when totals.total_score = 0 then 'all scores are 0'
        end as reason
    from beside
    left join totals
        on
            beside.index_code = totals.index_code
            and beside.period_code = totals.period_code
            and beside.unit_level = totals.unit_level
            and beside.statistic_code = totals.statistic_code

),

shares as (

    select
        judged.*,
        100 * (cast(judged.score as double) / judged.total_score) as score_share,
        100 * (judged.statistic_value / judged.total_statistic) as statistic_share,
        cast(judged.score as double) / judged.total_score / (judged.statistic_value / judged.total_statistic)
            as intensity
    from judged
    where judged.reason is null

),

ranked as (

    select
        shares.*,
        cast(rank() over (
            partition by
                shares.index_code,
                shares.period_code,
                shares.unit_level,
                shares.statistic_code
            order by shares.score desc
        ) as integer) as score_rank,
        cast(rank() over (
            partition by
                shares.index_code,
                shares.period_code,
                shares.unit_level,
                shares.statistic_code
            order by shares.statistic_value desc
        ) as integer) as statistic_rank,
        cast(rank() over (
            partition by
                shares.index_code,
                shares.period_code,
                shares.unit_level,
                shares.statistic_code
            order by shares.intensity desc
        ) as integer) as intensity_rank
    from shares

),

intensities as (

    select
        judged.index_code,
        judged.scheme_code,
        judged.period_code,
        periods.period_start,
        judged.unit_level,
        judged.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        judged.statistic_code,
        judged.statistic_period_code,
        judged.origin,
        judged.statistic_origin,
        judged.reason,
        judged.statistic_value,
        ranked.score_share,
        ranked.statistic_share,
        ranked.intensity,
        ranked.score_rank,
        ranked.statistic_rank,
        ranked.intensity_rank,
        ranked.compared_units,
        judged.score,
        case when judged.reason is null then 'computed' else 'not enough data' end as status
    from judged
    inner join periods on judged.period_code = periods.period_code
    inner join areas on judged.area_code = areas.area_code
    left join ranked
        on
            judged.index_code = ranked.index_code
            and judged.period_code = ranked.period_code
            and judged.unit_level = ranked.unit_level
            and judged.statistic_code = ranked.statistic_code
            and judged.area_code = ranked.area_code

)

select
    index_code,
    scheme_code,
    period_code,
    period_start,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    statistic_code,
    statistic_period_code,
    origin,
    statistic_origin,
    status,
    reason,
    cast(score as double) as score,
    statistic_value,
    score_share,
    statistic_share,
    intensity,
    score_rank,
    statistic_rank,
    intensity_rank,
    compared_units
from intensities
