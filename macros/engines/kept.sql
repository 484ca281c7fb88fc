{#
  Goes behind `as` of a common table expression that is to be worked out by itself and kept, where the engine would make
  something slower of it and its reader together. Spark has no word for it, and decides as it runs.
#}
{% macro kept() -%}
    {{ return(adapter.dispatch('kept', 'internet_plus_index')()) }}
{%- endmacro %}

{% macro default__kept() -%}
    materialized
{%- endmacro %}

{% macro spark__kept() -%}
{%- endmacro %}
