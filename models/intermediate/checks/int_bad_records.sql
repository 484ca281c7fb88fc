{{ config(materialized='table') }}

-- Records that break a rule, each with the first rule that it breaks. They stop the build, or are put aside where
-- ON_BAD_ROWS says so; either way nothing is computed from them.
{% set key = ['period_code', 'area_code', 'measure_code', 'industry_code'] %}
{% set shown = "'value=' || coalesce(left(records.delivered_value, 60), '')" %}
{% set domain = 'a value is 0 or a number from 0.000001 to 1e18; what is missing has no row' %}
{# A number in range may be as long as it likes: to write every number out would take longer than all the rest. #}
{% set long_value = 'value has at most 1000 characters' %}
{% set rules = [
    [
        'length(records.delivered_value) > 1000 and not coalesce(abs(records.value) <= 1e18, false)',
        shown ~ " || '...'", long_value
    ],
] + contract_rules('records', {'value': 'delivered_value'}) | rejectattr(2, 'equalto', long_value) | list + [
    [
        'not (records.value = 0 or (abs(records.value) >= 0.000001 and abs(records.value) <= 1e18))'
        ~ ' or (records.value < 0 and not coalesce(bounds.may_be_negative, false))', shown, domain
    ],
    ['records.value > bounds.upper_bound', shown, 'a value does not lie above the upper bound of its measure'],
    ['duplicates.rows_of_key > 1', "'rows=' || cast(duplicates.rows_of_key as string)", 'the key stands once'],
] if execute else [] %}
with all_records as (

    select * from {{ ref('int_records_unioned') }}

),

record_groups as (

    select * from {{ ref('int_record_groups') }}

),

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

bounds as (

    -- by another name than the table that the codes are looked up in
    select
        measure_code,
        upper_bound,
        may_be_negative
    from measures

),

suspect_groups as (

    -- Every rule of a record shows in the counts and extremes of its group. An area that is none counts as no area, and
    -- a code that is too long is unknown; a value that is too long is no number in range. A code that is missing and an
    -- empty one are the same group.
    select distinct
        coalesce(record_groups.period_code, '') as period_code,
        coalesce(record_groups.measure_code, '') as measure_code,
        coalesce(record_groups.industry_code, '') as industry_code
    from record_groups
    left join periods on record_groups.period_code = periods.period_code
    left join industries on record_groups.industry_code = industries.industry_code
    left join bounds on record_groups.measure_code = bounds.measure_code
    where
        periods.period_code is null
        or industries.industry_code is null
        or bounds.measure_code is null
        or record_groups.placed_area_count < record_groups.record_count
        or record_groups.number_count < record_groups.record_count
        or not (record_groups.highest <= 1e18 and record_groups.lowest >= -1e18)
        or not coalesce(record_groups.smallest >= 0.000001, true)
        or (record_groups.lowest < 0 and not coalesce(bounds.may_be_negative, false))
        or record_groups.highest > bounds.upper_bound

),

records as (

    -- a code may be missing, and of nothing no join finds anything
    select all_records.*
    from all_records
    inner join suspect_groups
        on
            coalesce(all_records.period_code, '') = suspect_groups.period_code
            and coalesce(all_records.measure_code, '') = suspect_groups.measure_code
            and coalesce(all_records.industry_code, '') = suspect_groups.industry_code

),

duplicates as (

    select
        {{ key | join(', ') }},
        count(*) as rows_of_key
    from records
    group by {{ key | join(', ') }}
    having count(*) > 1

),

bad_records as (

    select
        records.table_name,
        records.period_code,
        records.area_code,
        records.measure_code,
        records.industry_code,
        records.delivered_value,
        records.value,
        {{ row_key(key, 'records') }} as row_key,
        {{ first_broken_rule(rules, 'value') }} as faulty_value,
        {{ first_broken_rule(rules, 'rule') }} as broken_rule
    from records{{ contract_joins('records') if execute }}
    left join bounds on records.measure_code = bounds.measure_code
    left join duplicates
        on
            records.period_code = duplicates.period_code
            and records.area_code = duplicates.area_code
            and records.measure_code = duplicates.measure_code
            and records.industry_code = duplicates.industry_code
    where {{ rules | map('first') | join(' or ') }}

)

select * from bad_records
