-- Every unit ranked anew under each draw of weights. Kept is how often a unit came to each rank, and not each draw of
-- each unit: some dozens of rows for a unit, whatever the number of draws. Scores are sums in the order of the nodes'
-- codes, so they do not depend on threads, and rounded, so that what is equal on paper ties.
with ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

weight_draws as (

    select * from {{ ref('int_weight_draws') }}

),

weight_lists as (

    select
        index_code,
        draw,
        list(weight order by node_code) as weights
    from weight_draws
    group by
        index_code,
        draw

),

paired as (

    -- each unit with the one that follows
    select
        first_units.index_code,
        first_units.ranking_number,
        first_units.place,
        first_units.child_scores,
        first_units.child_presence,
        next_units.child_scores as next_scores,
        next_units.child_presence as next_presence
    from ranked_units as first_units
    left join ranked_units as next_units
        on
            first_units.ranking_number = next_units.ranking_number
            and first_units.place + 1 = next_units.place
    where first_units.status = 'computed'

),

scored as (

    -- over the children that have a score, as the default score is
    select
        paired.ranking_number,
        paired.place,
        weight_lists.draw,
        round(
            list_dot_product(paired.child_scores, weight_lists.weights)
            / list_dot_product(paired.child_presence, weight_lists.weights),
            12
        ) as score,
        round(
            list_dot_product(paired.next_scores, weight_lists.weights)
            / list_dot_product(paired.next_presence, weight_lists.weights),
            12
        ) as next_score
    from paired
    inner join weight_lists on paired.index_code = weight_lists.index_code

),

ranked as (

    select
        ranking_number,
        place,
        cast(rank() over (
            partition by
                ranking_number,
                draw
            order by score desc
        ) as integer) as simulated_rank,
        score > next_score as is_ahead
    from scored

),

simulated_ranks as (

    select
        ranking_number,
        place,
        simulated_rank,
        count(*) as draws,
        count(case when is_ahead then 1 end) as draws_ahead
    from ranked
    group by
        ranking_number,
        place,
        simulated_rank

)

select * from simulated_ranks
