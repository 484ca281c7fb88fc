{{ config(materialized='view') }}

-- All raw records in one shape, before any check. A new source is one more line in this list.
{% set embedded = {
    'published_scores': 'int_published_records',
    'tencent__infrastructure': 'stg_tencent__infrastructure',
    'tencent__industry': 'stg_tencent__industry',
    'jd__records': 'stg_companies__jd_records',
    'didi__records': 'stg_companies__didi_records',
    'ctrip__records': 'stg_companies__ctrip_records',
    'xinmeida__records': 'stg_companies__xinmeida_records',
    'tencent__apps and tencent__projects': 'int_entrepreneurship_records',
    'services': 'int_city_service_records',
} %}
{% set own = {'records': 'stg_own__records', 'services': 'int_city_service_records'} %}

with records_unioned as (

    {% for table_name, record_model in (own if env_var('OWN_DATA', '') else embedded).items() %}
    select
        '{{ table_name }}' as table_name,
        period_code,
        area_code,
        measure_code,
        industry_code,
        value,
        {{ 'delivered_value' if table_name == 'records' else 'cast(value as string) as delivered_value' }}
    from {{ ref(record_model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from records_unioned
