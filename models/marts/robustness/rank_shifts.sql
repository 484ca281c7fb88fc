-- How much a scenario moves the ranking as a whole. Both correlations come out of whole numbers, so they do not depend
-- on the order of the rows: Spearman's rho is that of doubled mean ranks, Kendall's tau-b counts pairs of units.
with scenario_ranks as (

    select * from {{ ref('scenario_ranks') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

simulated_groups as (

    -- pairs of units are counted for the same periods as ranks are simulated
    select
        index_code,
        period_code,
        unit_level,
        ranking_number,
        bool_or(status = 'too many units') as has_too_many_units
    from ranked_units
    group by
        index_code,
        period_code,
        unit_level,
        ranking_number

),

scenarios as (

    select
        scenario_ranks.*,
        simulated_groups.ranking_number,
        simulated_groups.has_too_many_units,
        dense_rank() over (
            order by
                simulated_groups.ranking_number,
                scenario_ranks.scenario_code
        ) as comparison
    from scenario_ranks
    inner join simulated_groups
        on
            scenario_ranks.index_code = simulated_groups.index_code
            and scenario_ranks.period_code = simulated_groups.period_code
            and scenario_ranks.unit_level = simulated_groups.unit_level
    where not scenario_ranks.is_default

),

counted as (

    select
        index_code,
        period_code,
        unit_level,
        scenario_code,
        scenario_kind,
        scheme_code,
        dropped_node_code,
        origin,
        has_too_many_units,
        comparison,
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
        scheme_code,
        dropped_node_code,
        origin,
        has_too_many_units,
        comparison

),

judged as (

    select
        *,
        case
            when scenario_reason is not null then scenario_reason
            when unit_count < {{ var('analysis_least_units') }}
                then 'fewer than {{ var("analysis_least_units") }} units'
            when has_too_many_units
                then 'later periods take up all {{ var("robustness_most_units") }} units: see robustness_most_units'
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
        judged.scheme_code,
        judged.dropped_node_code,
        judged.origin,
        judged.reason,
        case
            when judged.reason is null then 'computed'
            when judged.scenario_reason is not null then 'not computed'
            when judged.unit_count < {{ var('analysis_least_units') }} then 'not enough data'
            else 'too many units'
        end as status,
        cast(judged.unit_count as integer) as unit_count,
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
    scheme_code,
    dropped_node_code,
    origin,
    status,
    reason,
    unit_count,
    mean_absolute_shift,
    largest_absolute_shift,
    spearman_rho,
    kendall_tau
from shifts
