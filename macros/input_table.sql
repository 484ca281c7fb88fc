{#
  Where an input table comes from: the embedded seed, or a file of the folder that OWN_DATA_FOLDER names.
  Arguments: name: the table's name, for example 'areas'. Returns: a relation to select from.
  Own files are <folder>/<name>.csv (UTF-8, with a header). Their columns arrive as text; the staging models
  cast them.
#}
{% macro input_table(name) -%}
    {%- set folder = env_var('OWN_DATA_FOLDER', '') -%}
    {%- if folder == '' -%}
        {{ ref(name) }}
    {%- else -%}
        read_csv('{{ folder }}/{{ name }}.csv', all_varchar = true, header = true)
    {%- endif -%}
{%- endmacro %}
