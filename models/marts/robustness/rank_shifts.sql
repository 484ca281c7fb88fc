-- How much a scenario moves the ranking as a whole. Both correlations come out of whole numbers, so they do not depend
-- on the order of the rows: Spearman's rho is that of doubled mean ranks, Kendall's tau-b counts pairs of units.
with scenario_ranks as (

    select * from {{ ref('scenario_ranks') }}

),

scenarios as (

    select
        *,
        dense_rank() over (
            order by
                index_code,
                period_code,
                unit_level,
                scenario_code
        ) as comparison
    from scenario_ranks
    where not is_default

),

counted as (

    select
        index_code,
        period_code,
        unit_level,
        scenario_code,
        scenario_kind,
        scenario_name_zh,
        scenario_name_en,
        left_out_node_code,
        origin,
        comparison,
        max(case when status = 'not computed' then status end) as scenario_status,
        max(case when status = 'not computed' then reason end) as scenario_reason,
        count(case when status = 'computed' then 1 end) as unit_count,
        sum(case when status = 'computed' then abs(rank_shift) end) as absolute_shifts,
        max(case when status = 'computed' then abs(rank_shift) end) as largest_shift
    from scenarios
    group by
        index_code,
        period_code,
        unit_level,
        scenario_code,
        scenario_kind,
        scenario_name_zh,
        scenario_name_en,
        left_out_node_code,
        origin,
        comparison

),

judged as (

    select
        *,
        case
            when scenario_reason is not null then scenario_reason
            when unit_count < {{ var('analysis_least_units') }}
                then 'fewer than {{ var("analysis_least_units") }} units'
        end as reason
    from counted

),

compared as (

    -- twice the mean rank of a tie is a whole number: both its ends added up
    select
        scenarios.comparison,
        scenarios.default_rank,
        scenarios.rank,
        2 * rank() over (
            partition by scenarios.comparison
            order by scenarios.default_rank
        ) + count(*) over (
            partition by
                scenarios.comparison,
                scenarios.default_rank
        ) as default_place,
        2 * rank() over (
            partition by scenarios.comparison
            order by scenarios.rank
        ) + count(*) over (
            partition by
                scenarios.comparison,
                scenarios.rank
        ) as scenario_place,
        row_number() over (
            partition by scenarios.comparison
            order by
                scenarios.default_rank,
                scenarios.area_code
        ) as place
    from scenarios
    inner join judged
        on
            scenarios.comparison = judged.comparison
            and judged.reason is null
    where scenarios.status = 'computed'

),

spearman_sums as (

    select
        comparison,
        count(*) * sum(default_place * scenario_place) - sum(default_place) * sum(scenario_place) as covariance,
        count(*) * sum(default_place * default_place) - sum(default_place) * sum(default_place) as default_variance,
        count(*) * sum(scenario_place * scenario_place) - sum(scenario_place) * sum(scenario_place)
            as scenario_variance
    from compared
    group by comparison

),

pairs as (

    -- places rise with the default rank, so that only its ties and the order in the scenario are left to look at
    select
        first_units.comparison,
        sign(next_units.default_rank - first_units.default_rank) as default_order,
        sign(next_units.rank - first_units.rank) as scenario_order
    from compared as first_units
    inner join compared as next_units
        on
            first_units.comparison = next_units.comparison
            and first_units.place < next_units.place

),

kendall_sums as (

    select
        comparison,
        sum(default_order * scenario_order) as concordance,
        sum(abs(default_order)) as default_pairs,
        sum(abs(scenario_order)) as scenario_pairs
    from pairs
    group by comparison

),

shifts as (

    -- where all units tie, there is no order to agree with and no correlation
    select
        judged.index_code,
        judged.period_code,
        judged.unit_level,
        judged.scenario_code,
        judged.scenario_kind,
        judged.scenario_name_zh,
        judged.scenario_name_en,
        judged.left_out_node_code,
        judged.origin,
        judged.reason,
        cast(judged.unit_count as integer) as unit_count,
        case
            when judged.reason is null then 'computed'
            else coalesce(judged.scenario_status, 'not enough data')
        end as status,
        case when judged.reason is null then cast(judged.absolute_shifts as double) / judged.unit_count end
            as mean_absolute_shift,
        case when judged.reason is null then judged.largest_shift end as largest_absolute_shift,
        cast(spearman_sums.covariance as double) / nullif(
            sqrt(
                cast(spearman_sums.default_variance as double) * cast(spearman_sums.scenario_variance as double)
            ), 0
        ) as spearman_rho,
        cast(kendall_sums.concordance as double) / nullif(
            sqrt(cast(kendall_sums.default_pairs as double) * cast(kendall_sums.scenario_pairs as double)), 0
        ) as kendall_tau
    from judged
    left join spearman_sums on judged.comparison = spearman_sums.comparison
    left join kendall_sums on judged.comparison = kendall_sums.comparison

)

select
    index_code,
    period_code,
    unit_level,
    scenario_code,
    scenario_kind,
    scenario_name_zh,
    scenario_name_en,
    left_out_node_code,
    origin,
    status,
    reason,
    unit_count,
    mean_absolute_shift,
    largest_absolute_shift,
    spearman_rho,
    kendall_tau
from shifts
