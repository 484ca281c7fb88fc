{#
  Embedded tables are seeds, the larger ones Parquet files of raw/ (a seed of this size takes dbt seconds). An own file is
  <folder>/<name>.csv, UTF-8 with a header; its columns arrive as text, and the staging models cast them.
#}
{% macro input_table(name, parquet=false) -%}
    {%- set folder = env_var('OWN_DATA_FOLDER', '') -%}
    {%- if folder != '' -%}
        read_csv('{{ folder }}/{{ name }}.csv', all_varchar = true, header = true)
    {%- elif parquet -%}
        {{ source('raw', name) }}
    {%- else -%}
        {{ ref(name) }}
    {%- endif -%}
{%- endmacro %}
