{#
  Embedded tables are seeds, the larger ones Parquet files of raw/ (a seed of this size takes dbt seconds). An own file is
  <folder>/<name>.csv, UTF-8 with a header; its columns arrive as text, and the staging models cast them. An optional column that it leaves out is empty.
#}
{% macro input_table(name, parquet=false, optional_columns=[]) -%}
    {%- set folder = env_var('OWN_DATA_FOLDER', '') -%}
    {%- if folder != '' and optional_columns -%}
        (
            select * from read_csv('{{ folder }}/{{ name }}.csv', all_varchar = true, header = true)
            union all by name
            select {% for column in optional_columns %}cast(null as varchar) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
            where false
        )
    {%- elif folder != '' -%}
        read_csv('{{ folder }}/{{ name }}.csv', all_varchar = true, header = true)
    {%- elif parquet -%}
        {{ source('raw', name) }}
    {%- else -%}
        {{ ref(name) }}
    {%- endif -%}
{%- endmacro %}
