-- The change of a score is exactly the sum of what its leaves brought, and no unit is lost that has a score in either
-- of the two periods. Returns the units where it is not so.
with changes as (

    select * from {{ ref('rank_change_contributions') }}

),

scores as (

    select * from {{ ref('int_default_scores') }}
    where
        node_code = index_code
        and score is not null

),

unit_changes as (

    select
        index_code,
        period_code,
        previous_period_code,
        unit_level,
        area_code,
        sum(contribution_change) as sum_of_changes
    from changes
    group by
        index_code,
        period_code,
        previous_period_code,
        unit_level,
        area_code

),

pairs as (

    select distinct
        index_code,
        unit_level,
        period_code,
        previous_period_code
    from unit_changes

),

expected_units as (

    select distinct
        scores.index_code,
        pairs.period_code,
        pairs.previous_period_code,
        scores.unit_level,
        scores.area_code
    from scores
    inner join pairs
        on
            scores.index_code = pairs.index_code
            and scores.unit_level = pairs.unit_level
            and (scores.period_code = pairs.period_code or scores.period_code = pairs.previous_period_code)

)

select
    expected_units.*,
    unit_changes.sum_of_changes,
    scores.score - earlier_scores.score as score_change
from expected_units
left join unit_changes
    on
        expected_units.index_code = unit_changes.index_code
        and expected_units.period_code = unit_changes.period_code
        and expected_units.unit_level = unit_changes.unit_level
        and expected_units.area_code = unit_changes.area_code
left join scores
    on
        expected_units.index_code = scores.index_code
        and expected_units.period_code = scores.period_code
        and expected_units.unit_level = scores.unit_level
        and expected_units.area_code = scores.area_code
left join scores as earlier_scores
    on
        expected_units.index_code = earlier_scores.index_code
        and expected_units.previous_period_code = earlier_scores.period_code
        and expected_units.unit_level = earlier_scores.unit_level
        and expected_units.area_code = earlier_scores.area_code
where
    unit_changes.area_code is null
    or unit_changes.sum_of_changes is distinct from scores.score - earlier_scores.score
