{{ config(materialized='view') }}

-- All raw records in one shape, before any check. A new source is one more line in this list.
{% set record_models = ['stg_own__records'] if env_var('OWN_DATA_FOLDER', '') else ['int_published_records'] %}

with records_unioned as (

    {% for record_model in record_models %}
    select
        '{{ record_model }}' as record_model,
        period_code,
        area_code,
        measure_code,
        industry_code,
        value
    from {{ ref(record_model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from records_unioned
