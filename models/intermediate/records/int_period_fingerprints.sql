-- A fingerprint of everything that the figures of a period depend on: its records, its days, and the tables that hold
-- for all periods. Where it is that of the last build, the period need not be computed again.
{% set tables_for_all_periods = {
    'areas': 'stg_reference__areas',
    'area_levels': 'stg_reference__area_levels',
    'area_memberships': 'stg_reference__area_memberships',
    'industries': 'stg_reference__industries',
    'sources': 'stg_reference__sources',
    'measures': 'stg_methodology__measures',
    'nodes': 'stg_methodology__nodes',
    'node_edges': 'stg_methodology__node_edges',
    'weight_schemes': 'stg_methodology__weight_schemes',
    'weights': 'stg_methodology__weights',
    'index_schemes': 'stg_methodology__index_schemes',
    'expert_scores': 'stg_methodology__expert_scores',
} %}
with record_groups as (

    select * from {{ ref('int_record_groups') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

area_units as (

    select * from {{ ref('int_area_units') }}

),

project_code as (

    select * from {{ ref('stg_build_log__project_code') }}

),

for_all_periods as (

    {% for name, model in tables_for_all_periods.items() %}
    select
        '{{ name }}' as table_name,
        {{ fingerprint_of_rows(name) }} as fingerprint
    from {{ ref(model) }} as {{ name }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

common as (

    select {{ dbt.listagg("table_name || ' ' || fingerprint", "' '", 'order by table_name') }} as fingerprint
    from for_all_periods

),

of_records as (

    select
        period_code,
        sum(record_count) || ':' || sum(fingerprint) as fingerprint
    from record_groups
    group by period_code

),

first_units as (

    -- where a period before it is new or gone, its units have other numbers
    select
        period_code,
        min(unit_number) as unit_number
    from area_units
    group by period_code

),

period_fingerprints as (

    -- the days, and not what the period is compared with: that is looked up when everything is computed
    select
        of_records.period_code,
        project_code.fingerprint as project_code,
        md5(
            of_records.fingerprint
            || ' ' || coalesce(cast(periods.period_start as string), '')
            || ' ' || coalesce(cast(periods.period_end as string), '')
            || ' ' || coalesce(cast(first_units.unit_number as string), '')
            || ' ' || common.fingerprint
            || ' ' || project_code.fingerprint
        ) as fingerprint
    from of_records
    left join periods on of_records.period_code = periods.period_code
    left join first_units on of_records.period_code = first_units.period_code
    cross join common
    cross join project_code
    where of_records.period_code is not null

)

select * from period_fingerprints
