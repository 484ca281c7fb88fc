-- How the index score of a unit changed since the period before, in the periods whose leaves are analysed one by one.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

units as (

    select * from {{ ref('int_units') }}

),

earlier_units as (

    select * from {{ ref('int_units') }}

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

score_changes as (

    select
        unit_totals.*,
        units.unit_number,
        earlier_units.unit_number as earlier_unit_number,
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
    inner join units
        on
            unit_totals.period_code = units.period_code
            and unit_totals.unit_level = units.unit_level
            and unit_totals.area_code = units.area_code
    inner join earlier_units
        on
            unit_totals.previous_period_code = earlier_units.period_code
            and unit_totals.unit_level = earlier_units.unit_level
            and unit_totals.area_code = earlier_units.area_code

)

select * from score_changes
