-- The ledger adds up: a score is exactly the sum of its contributions (decimals, so exactly means exactly), and no
-- score or contribution stands without the other. Returns the scores where it is not so.
with leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

contributions as (

    select
        scheme_code,
        period_code,
        unit_level,
        area_code,
        node_code,
        sum(contribution) as sum_of_contributions
    from {{ ref('fct_contributions') }}
    where period_code in (select leaf_periods.period_code from leaf_periods)
    group by
        scheme_code,
        period_code,
        unit_level,
        area_code,
        node_code

),

scores as (

    select * from {{ ref('fct_scores') }}
    where period_code in (select leaf_periods.period_code from leaf_periods)

)

select
    scores.score,
    contributions.sum_of_contributions,
    coalesce(scores.node_code, contributions.node_code) as node_code,
    coalesce(scores.area_code, contributions.area_code) as area_code
from scores
full outer join contributions
    on
        scores.scheme_code = contributions.scheme_code
        and scores.period_code = contributions.period_code
        and scores.unit_level = contributions.unit_level
        and scores.area_code = contributions.area_code
        and scores.node_code = contributions.node_code
where scores.score is distinct from contributions.sum_of_contributions
