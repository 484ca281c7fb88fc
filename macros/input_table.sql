{#
  Embedded tables are seeds, the larger ones Parquet files of raw/ (a seed of this size takes dbt seconds). Own tables are
  views that scripts/own_data makes of the user's files before the first model runs; their cells arrive as text, or with
  the types of a Parquet file, and the staging models cast them.
#}
{% macro input_table(name) -%}
    {%- set extracts = {
        'expert_scores': 'expert_scores',
        'service_areas': 'tencent__service_areas',
        'service_key_items': 'tencent__service_key_items',
        'service_quality_items': 'tencent__service_quality_items',
        'services': 'tencent__services',
        'unit_users': 'tencent__unit_users',
    } -%}
    {%- if env_var('OWN_DATA', '') != '' -%}
        {{ source('own_data', name) }}
    {%- elif name in extracts -%}
        {{ source('raw', extracts[name]) }}
    {%- else -%}
        {{ ref(name) }}
    {%- endif -%}
{%- endmacro %}
