-- The ledger adds up: a score is exactly the sum of its contributions (decimals, so exactly means exactly), and no
-- score or contribution stands without the other. Returns the scores where it is not so.
with leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

contributions as (

    select
        ledger.scheme_code,
        ledger.period_code,
        ledger.unit_level,
        ledger.area_code,
        ledger.node_code,
        sum(ledger.contribution) as sum_of_contributions
    from {{ ref('fct_contributions') }} as ledger
    inner join leaf_periods
        on
            ledger.index_code = leaf_periods.index_code
            and ledger.period_code = leaf_periods.period_code
    group by
        ledger.scheme_code,
        ledger.period_code,
        ledger.unit_level,
        ledger.area_code,
        ledger.node_code

),

scores as (

    select all_scores.*
    from {{ ref('fct_scores') }} as all_scores
    inner join leaf_periods
        on
            all_scores.index_code = leaf_periods.index_code
            and all_scores.period_code = leaf_periods.period_code

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
