-- Faults of the reference tables: one row for each broken rule, naming table, key and value.
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

area_memberships as (

    select * from {{ ref('stg_reference__area_memberships') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

memberships as (

    select
        area_code,
        parent_area_code,
        valid_from as first_day,
        cast(valid_from as string) as valid_from,
        coalesce(valid_to, date '9999-12-31') as last_day,
        coalesce(cast(valid_to as string), '') as valid_to,
        lead(valid_from) over (partition by area_code order by valid_from) as next_first_day
    from area_memberships

),

grains (period_grain, fewest_days, most_days) as (

    values ('year', 364, 371), ('quarter', 84, 98), ('month', 28, 31), ('week', 7, 7), ('day', 1, 1)

),

measured_periods as (

    select
        period_code,
        period_grain,
        period_start,
        period_end,
        {{ dbt.datediff('period_start', 'period_end', 'day') }}
        + 1 as day_count,
        lead(period_start) over (partition by period_grain order by period_start, period_code) as next_start
    from periods

),

compared_periods as (

    select
        period_code,
        period_grain,
        period_start,
        'previous_period_code' as column_name,
        previous_period_code as compared_period_code
    from periods

    union all

    select
        period_code,
        period_grain,
        period_start,
        'base_period_code' as column_name,
        base_period_code as compared_period_code
    from periods

),

parents_not_higher as (

    select
        'areas' as table_name,
        'area_code=' || areas.area_code as row_key,
        'parent_area_code=' || areas.parent_area_code as faulty_value,
        'the parent of an area lies on a higher level (smaller depth)' as broken_rule
    from areas
    inner join area_levels on areas.area_level = area_levels.area_level
    inner join areas as parents on areas.parent_area_code = parents.area_code
    inner join area_levels as parent_levels on parents.area_level = parent_levels.area_level
    where parent_levels.depth >= area_levels.depth

    union all

    select
        'area_memberships' as table_name,
        {{ row_key(['area_code', 'valid_from'], 'memberships') }} as row_key,
        'parent_area_code=' || memberships.parent_area_code as faulty_value,
        'the parent of an area lies on a higher level (smaller depth)' as broken_rule
    from memberships
    inner join areas on memberships.area_code = areas.area_code
    inner join area_levels on areas.area_level = area_levels.area_level
    inner join areas as parents on memberships.parent_area_code = parents.area_code
    inner join area_levels as parent_levels on parents.area_level = parent_levels.area_level
    where parent_levels.depth >= area_levels.depth

),

membership_times as (

    select
        'area_memberships' as table_name,
        {{ row_key(['area_code', 'valid_from'], 'memberships') }} as row_key,
        'valid_to=' || memberships.valid_to as faulty_value,
        'valid_to is not before valid_from' as broken_rule
    from memberships
    where memberships.last_day < memberships.first_day

    union all

    select
        'area_memberships' as table_name,
        {{ row_key(['area_code', 'valid_from'], 'memberships') }} as row_key,
        'valid_to=' || memberships.valid_to || ', next valid_from=' || cast(memberships.next_first_day as string)
            as faulty_value,
        'a membership of an area ends before its next one starts' as broken_rule
    from memberships
    where memberships.first_day < memberships.next_first_day and memberships.last_day >= memberships.next_first_day

    union all

    select
        'area_memberships' as table_name,
        {{ row_key(['area_code', 'valid_from'], 'memberships') }} as row_key,
        'valid_from=' || memberships.valid_from || ', period_code=' || periods.period_code as faulty_value,
        'the parent of an area does not change inside a period' as broken_rule
    from memberships
    inner join periods
        on
            memberships.first_day > periods.period_start
            and memberships.first_day <= periods.period_end

    union all

    select
        'area_memberships' as table_name,
        {{ row_key(['area_code', 'valid_from'], 'memberships') }} as row_key,
        'valid_to=' || memberships.valid_to || ', period_code=' || periods.period_code as faulty_value,
        'the parent of an area does not change inside a period' as broken_rule
    from memberships
    inner join periods
        on
            memberships.last_day >= periods.period_start
            and memberships.last_day < periods.period_end

),

period_times as (

    select
        'periods' as table_name,
        {{ row_key(['period_code'], 'measured_periods') }} as row_key,
        'period_start=' || cast(measured_periods.period_start as string)
        || ', period_end=' || cast(measured_periods.period_end as string) as faulty_value,
        'period_end is not before period_start' as broken_rule
    from measured_periods
    where measured_periods.period_end < measured_periods.period_start

    union all

    select
        'periods' as table_name,
        {{ row_key(['period_code'], 'measured_periods') }} as row_key,
        'period_grain=' || measured_periods.period_grain || ', days=' || cast(measured_periods.day_count as string)
            as faulty_value,
        'a year has 364 to 371 days, a quarter 84 to 98, a month 28 to 31, a week 7, a day 1' as broken_rule
    from measured_periods
    inner join grains on measured_periods.period_grain = grains.period_grain
    where
        measured_periods.day_count >= 1
        and measured_periods.day_count not between grains.fewest_days and grains.most_days

    union all

    select
        'periods' as table_name,
        {{ row_key(['period_code'], 'measured_periods') }} as row_key,
        'period_end=' || cast(measured_periods.period_end as string)
        || ', next period_start=' || cast(measured_periods.next_start as string) as faulty_value,
        'periods of one grain do not overlap' as broken_rule
    from measured_periods
    where measured_periods.period_end >= measured_periods.next_start

),

period_comparisons as (

    select
        'periods' as table_name,
        {{ row_key(['period_code'], 'compared_periods') }} as row_key,
        compared_periods.column_name || '=' || compared_with.period_code
        || ', period_grain=' || compared_with.period_grain as faulty_value,
        'a period is compared with one of the same grain' as broken_rule
    from compared_periods
    inner join periods as compared_with on compared_periods.compared_period_code = compared_with.period_code
    where compared_periods.period_grain != compared_with.period_grain

    union all

    select
        'periods' as table_name,
        {{ row_key(['period_code'], 'compared_periods') }} as row_key,
        compared_periods.column_name || '=' || compared_with.period_code
        || ', period_end=' || cast(compared_with.period_end as string) as faulty_value,
        'the period compared with ends before the period starts; only a base may be the period itself' as broken_rule
    from compared_periods
    inner join periods as compared_with on compared_periods.compared_period_code = compared_with.period_code
    where
        compared_with.period_end >= compared_periods.period_start
        and not (
            compared_periods.column_name = 'base_period_code'
            and compared_periods.compared_period_code = compared_periods.period_code
        )

),

reference_faults as (

    select * from parents_not_higher
    union all
    select * from membership_times
    union all
    select * from period_times
    union all
    select * from period_comparisons

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from reference_faults
