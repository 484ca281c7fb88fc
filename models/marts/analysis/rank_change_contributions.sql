-- Why a unit rose or fell: the change of its index score since the period before, split into what each leaf brought.
-- The ledger is exact in both periods, so the changes add up to the change of the score to the last digit.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

units as (

    select * from {{ ref('int_units') }}

),

compared_units as (

    -- of the periods that are asked for and of those before them
    select distinct units.unit_number
    from leaf_periods
    inner join periods on leaf_periods.period_code = periods.period_code
    inner join units
        on
            periods.period_code = units.period_code
            or periods.previous_period_code = units.period_code

),

contributions as (

    -- before anything is multiplied
    select * from {{ ref('int_contributions') }}
    where
        unit_number in (select compared_units.unit_number from compared_units)
        and node_code in (select leaf_periods.index_code from leaf_periods)

),

earlier_contributions as (

    select * from {{ ref('int_contributions') }}
    where
        unit_number in (select compared_units.unit_number from compared_units)
        and node_code in (select leaf_periods.index_code from leaf_periods)

),

totals as (

    select *
    from default_scores
    where
        node_code = index_code
        and score is not null

),

total_sides as (

    select
        totals.*,
        periods.period_code as later_period_code,
        periods.previous_period_code,
        totals.period_code = periods.period_code as is_later
    from totals
    inner join periods
        on
            totals.period_code = periods.period_code
            or totals.period_code = periods.previous_period_code
    where periods.previous_period_code is not null

),

unit_totals as (

    select
        index_code,
        scheme_code,
        unit_level,
        area_code,
        origin,
        previous_period_code,
        later_period_code as period_code,
        max(case when is_later then score end) as score,
        max(case when not is_later then score end) as previous_score,
        max(case when is_later then rank end) as rank,
        max(case when not is_later then rank end) as previous_rank
    from total_sides
    group by
        index_code,
        scheme_code,
        unit_level,
        area_code,
        origin,
        previous_period_code,
        later_period_code

),

period_pairs as (

    -- an index that has nothing in one of the periods has no change: its units neither appear nor disappear
    select
        index_code,
        period_code,
        unit_level
    from unit_totals
    group by
        index_code,
        period_code,
        unit_level
    having count(score) > 0 and count(previous_score) > 0

),

unit_changes as (

    select
        unit_totals.*,
        row_number() over (
            order by
                unit_totals.index_code,
                unit_totals.period_code,
                unit_totals.area_code
        ) as unit_number,
        case
            when unit_totals.previous_score is null then 'no score in the period before'
            when unit_totals.score is null then 'no score in the period'
        end as reason
    from unit_totals
    inner join period_pairs
        on
            unit_totals.index_code = period_pairs.index_code
            and unit_totals.period_code = period_pairs.period_code
            and unit_totals.unit_level = period_pairs.unit_level
    inner join leaf_periods
        on
            unit_totals.index_code = leaf_periods.index_code
            and unit_totals.period_code = leaf_periods.period_code

),

leaf_sides as (

    select
        unit_changes.unit_number,
        contributions.leaf_node_code,
        contributions.contribution,
        null as previous_contribution
    from unit_changes
    inner join contributions
        on
            unit_changes.index_code = contributions.node_code
            and unit_changes.scheme_code = contributions.scheme_code
            and unit_changes.period_code = contributions.period_code
            and unit_changes.area_code = contributions.area_code

    union all

    select
        unit_changes.unit_number,
        earlier_contributions.leaf_node_code,
        null as contribution,
        earlier_contributions.contribution as previous_contribution
    from unit_changes
    inner join earlier_contributions
        on
            unit_changes.index_code = earlier_contributions.node_code
            and unit_changes.scheme_code = earlier_contributions.scheme_code
            and unit_changes.previous_period_code = earlier_contributions.period_code
            and unit_changes.area_code = earlier_contributions.area_code

),

leaf_changes as (

    select
        unit_number,
        leaf_node_code,
        max(contribution) as contribution,
        max(previous_contribution) as previous_contribution
    from leaf_sides
    group by
        unit_number,
        leaf_node_code

),

changes as (

    -- a leaf that is left out in one of the periods adds nothing there
    select
        unit_changes.*,
        leaf_changes.leaf_node_code,
        leaf_changes.contribution,
        leaf_changes.previous_contribution,
        case
            when unit_changes.reason is null
                then coalesce(leaf_changes.contribution, 0) - coalesce(leaf_changes.previous_contribution, 0)
        end as contribution_change
    from unit_changes
    inner join leaf_changes on unit_changes.unit_number = leaf_changes.unit_number

),

rank_changes as (

    select
        changes.index_code,
        changes.scheme_code,
        changes.period_code,
        changes.previous_period_code,
        changes.unit_level,
        changes.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        changes.leaf_node_code,
        nodes.name_zh,
        nodes.name_en,
        changes.origin,
        changes.reason,
        changes.score,
        changes.previous_score,
        changes.rank,
        changes.previous_rank,
        changes.contribution,
        changes.previous_contribution,
        changes.contribution_change,
        case when changes.reason is null then 'computed' else 'not enough data' end as status,
        changes.score - changes.previous_score as score_change,
        changes.previous_rank - changes.rank as rank_change,
        case
            when changes.reason is null
                then cast(row_number() over (
                    partition by changes.unit_number
                    order by
                        abs(changes.contribution_change) desc,
                        changes.leaf_node_code asc
                ) as integer)
        end as effect_rank
    from changes
    inner join areas on changes.area_code = areas.area_code
    inner join nodes on changes.leaf_node_code = nodes.node_code

)

select
    index_code,
    scheme_code,
    period_code,
    previous_period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    leaf_node_code,
    name_zh,
    name_en,
    origin,
    status,
    reason,
    score,
    previous_score,
    score_change,
    rank,
    previous_rank,
    rank_change,
    contribution,
    previous_contribution,
    contribution_change,
    effect_rank
from rank_changes
