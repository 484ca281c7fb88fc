-- What the sensitivity analysis explains, run by run: the mean absolute rank shift of the ranking of an index, and the
-- rank of each of its first units. One row per analysis, ranking, output, draw and factor, with the output under
-- sample A, under sample B and under A with that factor out of B. A draw of which one cannot be computed is left out.
with simulated_scores as (

    select * from {{ ref('int_simulated_scores') }}

),

runs as (

    select * from {{ ref('int_runs') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

ranked as (

    select
        index_code,
        run_number,
        ranking_number,
        place,
        rank() over (
            partition by
                ranking_number,
                run_number
            order by score desc
        ) as simulated_rank
    from simulated_scores
    where
        is_sensitivity
        and is_root

),

shifted as (

    select
        runs.analysis_code,
        runs.sample_code,
        runs.draw,
        ranked.ranking_number,
        ranked.place,
        ranked.simulated_rank,
        abs(ranked.simulated_rank - ranked_units.rank) as rank_shift
    from ranked
    inner join runs
        on
            ranked.index_code = runs.index_code
            and ranked.run_number = runs.run_number
    inner join ranked_units
        on
            ranked.ranking_number = ranked_units.ranking_number
            and ranked.place = ranked_units.place

),

outputs as (

    select
        analysis_code,
        ranking_number,
        cast(null as integer) as place,
        sample_code,
        draw,
        cast(sum(rank_shift) as double) / count(*) as output
    from shifted
    group by
        analysis_code,
        ranking_number,
        sample_code,
        draw

    union all

    select
        analysis_code,
        ranking_number,
        place,
        sample_code,
        draw,
        cast(simulated_rank as double) as output
    from shifted
    where place <= {{ var('sensitivity_units') }}

),

sensitivity_outputs as (

    select
        outputs.analysis_code,
        outputs.ranking_number,
        outputs.place,
        outputs.sample_code as factor_code,
        outputs.draw,
        first_samples.output as output_a,
        second_samples.output as output_b,
        outputs.output as output_mixed
    from outputs
    inner join outputs as first_samples
        on
            outputs.analysis_code = first_samples.analysis_code
            and outputs.ranking_number = first_samples.ranking_number
            and outputs.place is not distinct from first_samples.place
            and outputs.draw = first_samples.draw
            and first_samples.sample_code = 'A'
    inner join outputs as second_samples
        on
            outputs.analysis_code = second_samples.analysis_code
            and outputs.ranking_number = second_samples.ranking_number
            and outputs.place is not distinct from second_samples.place
            and outputs.draw = second_samples.draw
            and second_samples.sample_code = 'B'
    where outputs.sample_code not in ('A', 'B')

)

select * from sensitivity_outputs
