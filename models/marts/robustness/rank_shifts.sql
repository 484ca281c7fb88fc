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

ties as (

    select
        scenarios.comparison,
        scenarios.default_rank,
        scenarios.rank,
        count(*) over (
            partition by
                scenarios.comparison,
                scenarios.default_rank
        ) as default_ties,
        count(*) over (
            partition by
                scenarios.comparison,
                scenarios.rank
        ) as scenario_ties,
        count(*) over (
            partition by
                scenarios.comparison,
                scenarios.default_rank,
                scenarios.rank
        ) as common_ties
    from scenarios
    inner join judged
        on
            scenarios.comparison = judged.comparison
            and judged.reason is null
    where scenarios.status = 'computed'

),

compared as (

    -- ranks are those among all units of the comparison; twice the mean rank of a tie is a whole number, both its ends
    -- added up
    select
        *,
        2 * rank() over (
            partition by comparison
            order by default_rank
        ) + default_ties as default_place,
        2 * rank() over (
            partition by comparison
            order by rank
        ) + scenario_ties as scenario_place
    from ties

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

swapped as (

    -- only pairs that the scenario turns round are looked at one by one, which are few where it agrees
    select
        first_units.comparison,
        count(*) as discordant_pairs
    from compared as first_units
    inner join compared as next_units
        on
            first_units.comparison = next_units.comparison
            and first_units.default_rank < next_units.default_rank
            and first_units.rank > next_units.rank
    group by first_units.comparison

),

tied as (

    -- a tie of n units has n (n - 1) / 2 pairs, which is the sum of n - 1 over its units, halved
    select
        comparison,
        count(*) * (count(*) - 1) / 2 as all_pairs,
        sum(default_ties - 1) / 2 as default_tied_pairs,
        sum(scenario_ties - 1) / 2 as scenario_tied_pairs,
        sum(common_ties - 1) / 2 as common_tied_pairs
    from compared
    group by comparison

),

kendall_sums as (

    -- what is neither tied nor swapped agrees
    select
        tied.comparison,
        tied.all_pairs - tied.default_tied_pairs - tied.scenario_tied_pairs + tied.common_tied_pairs
        - 2 * coalesce(swapped.discordant_pairs, 0) as concordance,
        tied.all_pairs - tied.default_tied_pairs as default_pairs,
        tied.all_pairs - tied.scenario_tied_pairs as scenario_pairs
    from tied
    left join swapped on tied.comparison = swapped.comparison

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
