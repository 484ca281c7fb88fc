{#
  A number as a decimal of 38 digits. PostgreSQL keeps 15 digits of a double, unless it goes by way of its text: the
  standard errors of a close fit differed in the seventh digit.
#}
{% macro as_decimal(expression, places) -%}
    {{ return(adapter.dispatch('as_decimal', 'internet_plus_index')(expression, places)) }}
{%- endmacro %}

{% macro default__as_decimal(expression, places) -%}
    cast({{ expression }} as decimal(38, {{ places }}))
{%- endmacro %}

{% macro postgres__as_decimal(expression, places) -%}
    cast(cast({{ expression }} as text) as decimal(38, {{ places }}))
{%- endmacro %}
