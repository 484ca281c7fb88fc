-- The statistics that have a role, as shares of the units of their level and as ranks. For each period these are the
-- latest ones that are not of a later time, since statistics come out after the index: 2014 beside 2015 in the report.
with area_statistics as (

    select * from {{ ref('int_area_statistics') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

role_statistics as (

    select distinct statistic_code
    from analysis_roles
    where statistic_code is not null

),

unit_statistics as (

    select
        area_statistics.period_code,
        area_statistics.statistic_code,
        areas.area_level as unit_level,
        area_statistics.area_code,
        area_statistics.origin,
        cast(area_statistics.value as double) as statistic_value
    from area_statistics
    inner join role_statistics on area_statistics.statistic_code = role_statistics.statistic_code
    inner join areas
        on
            area_statistics.area_code = areas.area_code
            and areas.is_unit
    where area_statistics.value is not null

),

deliveries as (

    select distinct
        period_code,
        statistic_code,
        unit_level
    from unit_statistics

),

latest_deliveries as (

    select
        periods.period_code,
        deliveries.statistic_code,
        deliveries.unit_level,
        deliveries.period_code as statistic_period_code,
        row_number() over (
            partition by periods.period_code, deliveries.statistic_code, deliveries.unit_level
            order by statistic_periods.period_end desc
        ) as age
    from periods
    inner join periods as statistic_periods
        on
            periods.period_grain = statistic_periods.period_grain
            and periods.period_end >= statistic_periods.period_end
    inner join deliveries on statistic_periods.period_code = deliveries.period_code

),

with_totals as (

    select
        latest_deliveries.period_code,
        latest_deliveries.statistic_code,
        latest_deliveries.unit_level,
        latest_deliveries.statistic_period_code,
        unit_statistics.area_code,
        unit_statistics.origin,
        unit_statistics.statistic_value,
        min(unit_statistics.statistic_value) over (
            partition by latest_deliveries.period_code, latest_deliveries.statistic_code, latest_deliveries.unit_level
        ) as lowest_value,
        sum({{ exact_value('unit_statistics.statistic_value') }}) over (
            partition by latest_deliveries.period_code, latest_deliveries.statistic_code, latest_deliveries.unit_level
        ) as units_value,
        cast(rank() over (
            partition by latest_deliveries.period_code, latest_deliveries.statistic_code, latest_deliveries.unit_level
            order by unit_statistics.statistic_value desc
        ) as integer) as statistic_rank
    from latest_deliveries
    inner join unit_statistics
        on
            latest_deliveries.statistic_period_code = unit_statistics.period_code
            and latest_deliveries.statistic_code = unit_statistics.statistic_code
            and latest_deliveries.unit_level = unit_statistics.unit_level
    where latest_deliveries.age = 1

),

statistic_shares as (

    select
        period_code,
        statistic_code,
        unit_level,
        statistic_period_code,
        area_code,
        origin,
        statistic_value,
        statistic_rank,
        case when lowest_value >= 0 and units_value > 0 then statistic_value / cast(units_value as double) end
            as statistic_total_share
    from with_totals

)

select * from statistic_shares
