{# An own file is <folder>/<name>.csv, UTF-8 with a header. Its columns arrive as text; the staging models cast them. #}
{% macro input_table(name) -%}
    {%- set folder = env_var('OWN_DATA_FOLDER', '') -%}
    {%- if folder == '' -%}
        {{ ref(name) }}
    {%- else -%}
        read_csv('{{ folder }}/{{ name }}.csv', all_varchar = true, header = true)
    {%- endif -%}
{%- endmacro %}
