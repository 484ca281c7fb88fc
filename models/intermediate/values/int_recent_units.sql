-- The units of each index in the periods whose leaves are ranked and analysed one by one. By their numbers an engine
-- finds the rows of these periods in a long table without reading all of it.
with index_units as (

    select * from {{ ref('int_index_units') }}

),

units as (

    select * from {{ ref('int_units') }}

),

leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

recent_units as (

    select
        index_units.index_code,
        index_units.unit_number
    from index_units
    inner join units on index_units.unit_number = units.unit_number
    inner join leaf_periods
        on
            index_units.index_code = leaf_periods.index_code
            and units.period_code = leaf_periods.period_code

)

select * from recent_units
