-- The small macros on values whose result is known. Returns the cases that come out otherwise.
with cases (case_name, actual, expected) as (

    values
    ('printed_decimals of 0.9830', {{ printed_decimals("'0.9830'") }}, 4),
    ('printed_decimals of 11', {{ printed_decimals("'11'") }}, 0),
    ('printed_decimals of -0.231', {{ printed_decimals("'-0.231'") }}, 3),
    ('exact_value: 0.1 + 0.2 is 0.3', {{ exact_value('0.1e0') }} + {{ exact_value('0.2e0') }}, 0.3),
    ('exact_weight: 0.1 + 0.2 is 0.3', {{ exact_weight('0.1e0') }} + {{ exact_weight('0.2e0') }}, 0.3),
    ('exact_square: 0.1 + 0.2 is 0.3', {{ exact_square('0.1e0') }} + {{ exact_square('0.2e0') }}, 0.3)

),

keys as (

    select
        'C1' as area_code,
        cast(null as string) as period_code

),

numbers as (

    select cast(number as integer) as number
    from {{ whole_numbers(1, 4) }} as numbers (number)

),

aggregates as (

    select
        sum(number) as number_sum,
        {{ sum_in_any_order('cast(number as double) / 10') }} as sum_of_tenths,
        {{ dbt.listagg('cast(number as string)', "' '", 'order by number desc') }} as listed,
        {{ list_of('cast(number as double)', 'number') }} as upwards,
        {{ list_of('cast(number as double)', '-number') }} as downwards
    from numbers

)

select case_name from cases
where actual != expected

union all

select 'row_key of two columns, one of them empty' as case_name
from keys
where {{ row_key(['area_code', 'period_code'], 'keys') }} != 'area_code=C1, period_code='

union all

select 'uniform_number of 2016|1|a' as case_name
where {{ uniform_number("'2016|1|a'") }} != 0.6558920421766787e0

union all

select 'number_as_text of 140 and 0.25' as case_name
where {{ number_as_text('140e0') }} || ' ' || {{ number_as_text('0.25e0') }} != '140 0.25'

union all

select 'try_cast of 1.5 and of a word' as case_name
where
    {{ try_cast("'1.5'", 'double') }} is distinct from 1.5e0
    or {{ try_cast("'a word'", 'double') }} is not null

union all

select 'round_to of -1.25 to 1 and of 1.25 to 0 digits' as case_name
where {{ round_to('-1.25e0', '1') }} != -1.3e0 or {{ round_to('1.25e0', '0') }} != 1

union all

select 'whole_numbers from 1 to 4' as case_name
from aggregates
where number_sum != 10

union all

select 'sum_in_any_order of 0.1, 0.2, 0.3 and 0.4' as case_name
from aggregates
where sum_of_tenths != 1

union all

select 'listagg of 4 to 1' as case_name
from aggregates
where listed != '4 3 2 1'

union all

select 'list_of 1 to 4, and its list_distance from 4 to 1' as case_name
from aggregates
where abs({{ list_distance('upwards', 'downwards') }} - sqrt(20e0)) > 1e-12
