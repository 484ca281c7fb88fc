{#
  How a view is kept whose text is very long: the metastore that comes with Spark takes 32,700 characters, so that it is a
  table there.
#}
{% macro view_of_long_text() -%}
    {{ return(adapter.dispatch('view_of_long_text', 'internet_plus_index')()) }}
{%- endmacro %}

{% macro default__view_of_long_text() -%}
    {{ return('view') }}
{%- endmacro %}

{% macro spark__view_of_long_text() -%}
    {{ return('table') }}
{%- endmacro %}
