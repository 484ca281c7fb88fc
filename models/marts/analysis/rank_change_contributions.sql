-- Why a unit rose or fell: the change of its index score since the period before, split into what each leaf brought.
-- The ledger is exact in both periods, so the changes add up to the change of the score to the last digit.
with score_changes as (

    select * from {{ ref('int_score_changes') }}

),

later_score_changes as (

    -- by names of their own: what is named twice is kept, and tells no scan which units to read
    select * from {{ ref('int_score_changes') }}

),

earlier_score_changes as (

    select * from {{ ref('int_score_changes') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

contributions as (

    select * from {{ ref('int_contributions') }}

),

earlier_contributions as (

    select * from {{ ref('int_contributions') }}

),

leaf_sides as (

    select
        later_score_changes.index_code,
        later_score_changes.unit_number,
        contributions.leaf_node_code,
        contributions.contribution,
        null as previous_contribution
    from later_score_changes
    inner join contributions
        on
            later_score_changes.unit_number = contributions.unit_number
            and later_score_changes.index_code = contributions.node_code
            and later_score_changes.scheme_code = contributions.scheme_code

    union all

    select
        earlier_score_changes.index_code,
        earlier_score_changes.unit_number,
        earlier_contributions.leaf_node_code,
        null as contribution,
        earlier_contributions.contribution as previous_contribution
    from earlier_score_changes
    inner join earlier_contributions
        on
            earlier_score_changes.earlier_unit_number = earlier_contributions.unit_number
            and earlier_score_changes.index_code = earlier_contributions.node_code
            and earlier_score_changes.scheme_code = earlier_contributions.scheme_code

),

leaf_changes as (

    select
        index_code,
        unit_number,
        leaf_node_code,
        max(contribution) as contribution,
        max(previous_contribution) as previous_contribution
    from leaf_sides
    group by
        index_code,
        unit_number,
        leaf_node_code

),

changes as (

    -- a leaf that is left out in one of the periods adds nothing there
    select
        score_changes.*,
        leaf_changes.leaf_node_code,
        leaf_changes.contribution,
        leaf_changes.previous_contribution,
        case
            when score_changes.reason is null
                then coalesce(leaf_changes.contribution, 0) - coalesce(leaf_changes.previous_contribution, 0)
        end as contribution_change
    from score_changes
    inner join leaf_changes
        on
            score_changes.index_code = leaf_changes.index_code
            and score_changes.unit_number = leaf_changes.unit_number

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
                    partition by changes.index_code, changes.unit_number
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
