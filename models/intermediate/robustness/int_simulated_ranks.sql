-- How often each unit came to each rank in the draws of each uncertainty analysis, and how often it then was ahead of
-- the next one by the default score, among the draws that have both. Some dozens of rows for a unit.
with simulated_scores as (

    select * from {{ ref('int_simulated_scores') }}

),

runs as (

    select * from {{ ref('int_runs') }}

),

drawn as (

    select
        index_code,
        run_number,
        ranking_number,
        place,
        simulated_rank,
        lead(place) over (
            partition by
                ranking_number,
                run_number
            order by place
        ) as next_place,
        lead(simulated_rank) over (
            partition by
                ranking_number,
                run_number
            order by place
        ) as next_rank
    from simulated_scores
    where purpose = 'uncertainty'

),

simulated_ranks as (

    select
        runs.analysis_code,
        drawn.ranking_number,
        drawn.place,
        drawn.simulated_rank,
        count(*) as draws,
        count(case when drawn.place + 1 = drawn.next_place then 1 end) as draws_compared,
        count(
            case when drawn.place + 1 = drawn.next_place and drawn.simulated_rank < drawn.next_rank then 1 end
        ) as draws_ahead
    from drawn
    inner join runs
        on
            drawn.index_code = runs.index_code
            and drawn.run_number = runs.run_number
    group by
        runs.analysis_code,
        drawn.ranking_number,
        drawn.place,
        drawn.simulated_rank

)

select * from simulated_ranks
