-- How far a rank moves when choices do: quantiles of the simulated ranks. The quantile is the smallest rank that at
-- least so many of the draws reach or stay above, so it always is a rank (numpy calls it inverted_cdf).
with ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

simulated_ranks as (

    select * from {{ ref('int_simulated_ranks') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

analyses as (

    select distinct analysis_code
    from {{ ref('stg_methodology__uncertain_choices') }}

),

cumulated as (

    select
        simulated_ranks.*,
        sum(simulated_ranks.draws) over (
            partition by
                simulated_ranks.analysis_code,
                simulated_ranks.ranking_number,
                simulated_ranks.place
            order by simulated_ranks.simulated_rank
            rows between unbounded preceding and current row
        ) as draws_so_far,
        sum(simulated_ranks.draws) over (
            partition by
                simulated_ranks.analysis_code,
                simulated_ranks.ranking_number,
                simulated_ranks.place
        ) as all_draws
    from simulated_ranks

),

quantiles as (

    select
        analysis_code,
        ranking_number,
        place,
        all_draws,
        min(case when 100 * draws_so_far >= 5 * all_draws then simulated_rank end) as rank_p05,
        min(case when 100 * draws_so_far >= 25 * all_draws then simulated_rank end) as rank_p25,
        min(case when 100 * draws_so_far >= 50 * all_draws then simulated_rank end) as rank_p50,
        min(case when 100 * draws_so_far >= 75 * all_draws then simulated_rank end) as rank_p75,
        min(case when 100 * draws_so_far >= 95 * all_draws then simulated_rank end) as rank_p95,
        sum(case when simulated_rank <= {{ var('robustness_short_top') }} then draws else 0 end) as draws_in_short_top,
        sum(case when simulated_rank <= {{ var('robustness_long_top') }} then draws else 0 end) as draws_in_long_top
    from cumulated
    group by
        analysis_code,
        ranking_number,
        place,
        all_draws

),

judged as (

    -- what does not stand here keeps its row and has no figures
    select *
    from quantiles
    where all_draws >= {{ var('robustness_fewest_draws') }}

),

intervals as (

    select
        ranked_units.index_code,
        ranked_units.scheme_code,
        ranked_units.node_code,
        ranked_units.period_code,
        ranked_units.unit_level,
        ranked_units.area_code,
        analyses.analysis_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        ranked_units.origin,
        ranked_units.rank,
        judged.rank_p05,
        judged.rank_p25,
        judged.rank_p50,
        judged.rank_p75,
        judged.rank_p95,
        case
            when ranked_units.status = 'computed' and judged.place is null then 'not computed'
            else ranked_units.status
        end as status,
        case
            when ranked_units.status = 'computed' and judged.place is null
                then 'fewer than {{ var("robustness_fewest_draws") }} draws could be computed'
            else ranked_units.reason
        end as reason,
        cast(judged.all_draws as integer) as draws,
        cast({{ var('robustness_draws') // 2 * 2 }} - judged.all_draws as integer) as failed_draws,
        cast(judged.draws_in_short_top as double) / judged.all_draws as short_top_probability,
        cast(judged.draws_in_long_top as double) / judged.all_draws as long_top_probability
    from ranked_units
    inner join areas on ranked_units.area_code = areas.area_code
    cross join analyses
    left join judged
        on
            analyses.analysis_code = judged.analysis_code
            and ranked_units.ranking_number = judged.ranking_number
            and ranked_units.place = judged.place

)

select
    index_code,
    scheme_code,
    node_code,
    period_code,
    unit_level,
    analysis_code,
    area_code,
    unit_name_zh,
    unit_name_en,
    origin,
    status,
    reason,
    draws,
    failed_draws,
    rank,
    rank_p05,
    rank_p25,
    rank_p50,
    rank_p75,
    rank_p95,
    short_top_probability,
    long_top_probability
from intervals
