{# The key of a row as text, 'area_code=110000, period_code=2015'. #}
{% macro row_key(columns, relation) -%}
    {%- for column in columns -%}
        '{{ ', ' if not loop.first }}{{ column }}=' || coalesce(left(cast({{ relation }}.{{ column }} as string), 60), '')
        {%- if not loop.last %} || {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{# Whether bad records stop the build or are put aside; everything else that is wrong with the input always stops it. #}
{% macro bad_records_stop_the_build() -%}
    {%- set choice = env_var('ON_BAD_ROWS', 'stop') -%}
    {%- if choice not in ['stop', 'quarantine'] -%}
        {{ exceptions.raise_compiler_error('ON_BAD_ROWS is stop or quarantine, not ' ~ choice) }}
    {%- endif -%}
    {{ return(choice == 'stop') }}
{%- endmacro %}
