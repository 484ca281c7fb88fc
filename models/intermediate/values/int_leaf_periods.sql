-- The periods of each index whose leaves are ranked and analysed one by one: the latest, and those before it up to a
-- number of values. What is no table but a view is tested there, too.
with index_units as (

    select * from {{ ref('int_index_units') }}

),

units as (

    select * from {{ ref('int_units') }}

),

leaves as (

    select * from {{ ref('int_leaves') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

leaf_counts as (

    select
        index_code,
        count(*) as leaf_count
    from leaves
    group by index_code

),

unit_counts as (

    select
        index_units.index_code,
        units.period_code,
        count(*) as unit_count
    from index_units
    inner join units on index_units.unit_number = units.unit_number
    group by
        index_units.index_code,
        units.period_code

),

counted_periods as (

    select
        unit_counts.index_code,
        unit_counts.period_code,
        sum(unit_counts.unit_count * leaf_counts.leaf_count) over (
            partition by unit_counts.index_code
            order by
                periods.period_end desc,
                periods.period_code desc
        ) as values_so_far,
        row_number() over (
            partition by unit_counts.index_code
            order by
                periods.period_end desc,
                periods.period_code desc
        ) as place
    from unit_counts
    inner join leaf_counts on unit_counts.index_code = leaf_counts.index_code
    inner join periods on unit_counts.period_code = periods.period_code

),

leaf_periods as (

    select
        index_code,
        period_code
    from counted_periods
    where place = 1 or values_so_far <= {{ var('leaf_values_most') }}

)

select * from leaf_periods
