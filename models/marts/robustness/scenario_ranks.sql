-- The score and rank of every unit under each scenario: one or more choices made otherwise, each weight scheme of the
-- index, and the index without each of its nodes, the weight shared out over the siblings. Periods beyond
-- robustness_most_units have no rows: a row without figures for every unit and scenario would tell nobody anything.
with ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

runs as (

    select * from {{ ref('int_runs') }}

),

simulated_scores as (

    select * from {{ ref('int_simulated_scores') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

scenarios as (

    select * from runs
    where purpose = 'scenario'

),

scores as (

    select
        index_code,
        run_number,
        ranking_number,
        place,
        score,
        cast(rank() over (
            partition by
                ranking_number,
                run_number
            order by score desc
        ) as integer) as simulated_rank
    from simulated_scores
    where
        purpose = 'scenario'
        and is_root

),

scored_scenarios as (

    select distinct
        run_number,
        ranking_number
    from scores

),

judged as (

    select
        ranked_units.*,
        scenarios.scenario_code,
        scenarios.scenario_kind,
        scenarios.scenario_name_zh,
        scenarios.scenario_name_en,
        scenarios.is_default,
        scenarios.left_out_node_code,
        scores.score as scenario_score,
        scores.simulated_rank,
        case
            when ranked_units.status = 'computed' and scored_scenarios.run_number is null then 'not computed'
            when ranked_units.status = 'computed' and scores.place is null then 'not enough data'
            else ranked_units.status
        end as scenario_status,
        case
            when ranked_units.status = 'computed' and scored_scenarios.run_number is null
                then
                    'no weights of this kind, levels of the tree with different means, '
                    || 'or values below 0 under a mean that has none of them'
            when ranked_units.status = 'computed' and scores.place is null then 'the unit has no score'
            else ranked_units.reason
        end as scenario_reason
    from ranked_units
    inner join scenarios on ranked_units.index_code = scenarios.index_code
    left join scored_scenarios
        on
            ranked_units.ranking_number = scored_scenarios.ranking_number
            and scenarios.run_number = scored_scenarios.run_number
    left join scores
        on
            ranked_units.ranking_number = scores.ranking_number
            and ranked_units.place = scores.place
            and scenarios.run_number = scores.run_number
    where
        ranked_units.node_code = ranked_units.index_code
        and ranked_units.status != 'too many units'

),

scenario_ranks as (

    select
        judged.index_code,
        judged.period_code,
        judged.unit_level,
        judged.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        judged.scenario_code,
        judged.scenario_kind,
        judged.scenario_name_zh,
        judged.scenario_name_en,
        judged.left_out_node_code,
        judged.is_default,
        judged.origin,
        judged.scenario_status as status,
        judged.scenario_reason as reason,
        {{ exact_value('judged.scenario_score') }} as score,
        judged.simulated_rank as rank,
        judged.rank as default_rank,
        judged.simulated_rank - judged.rank as rank_shift
    from judged
    inner join areas on judged.area_code = areas.area_code

)

select
    index_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    scenario_code,
    scenario_kind,
    scenario_name_zh,
    scenario_name_en,
    left_out_node_code,
    is_default,
    origin,
    status,
    reason,
    score,
    rank,
    default_rank,
    rank_shift
from scenario_ranks
