-- The ledger adds up: a score is exactly the sum of its contributions (decimals, so exactly means exactly), and no
-- score or contribution stands without the other. Returns the scores where it is not so.
with contributions as (

    select
        unit_number,
        scheme_node_number,
        sum(contribution) as sum_of_contributions
    from {{ ref('int_contributions') }}
    where unit_number in (select recent_units.unit_number from {{ ref('int_recent_units') }} as recent_units)
    group by
        unit_number,
        scheme_node_number

),

scores as (

    select
        unit_number,
        scheme_node_number,
        score
    from {{ ref('int_scores') }}

    union all

    select
        unit_number,
        scheme_node_number,
        score
    from {{ ref('int_leaf_scores') }}

),

recent_scores as (

    select * from scores
    where unit_number in (select recent_units.unit_number from {{ ref('int_recent_units') }} as recent_units)

)

select
    recent_scores.score,
    contributions.sum_of_contributions,
    coalesce(recent_scores.unit_number, contributions.unit_number) as unit_number,
    coalesce(recent_scores.scheme_node_number, contributions.scheme_node_number) as scheme_node_number
from recent_scores
full outer join contributions
    on
        recent_scores.unit_number = contributions.unit_number
        and recent_scores.scheme_node_number = contributions.scheme_node_number
where recent_scores.score is distinct from contributions.sum_of_contributions
