-- An area that has memberships needs one in each period in which it has records: one row for each that lacks it. A view
-- of its own beside the record checks, since the records are looked up in a short list, which is empty as a rule.
with records as (

    select * from {{ ref('int_records_unioned') }}

),

area_memberships as (

    select * from {{ ref('stg_reference__area_memberships') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

without_parent as (

    select
        area_parents.period_code,
        area_parents.area_code
    from area_parents
    where
        area_parents.parent_area_code is null
        and area_parents.area_code in (select area_memberships.area_code from area_memberships)

),

membership_faults as (

    select distinct
        'area_memberships' as table_name,
        {{ row_key(['area_code'], 'without_parent') }} as row_key,
        'period_code=' || without_parent.period_code as faulty_value,
        'an area with memberships has one for every period in which it has records' as broken_rule
    from records
    inner join without_parent
        on
            records.period_code = without_parent.period_code
            and records.area_code = without_parent.area_code

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from membership_faults
