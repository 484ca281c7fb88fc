{#
  The sum of exact_value for a sum that goes on as a double: wholes and the parts behind the point are added up as whole
  numbers. Sums of whole numbers are exact, and it takes half the time, as a decimal takes long to become a double again.
  Spark's sums of whole numbers have no more than 64 bits, so that it adds up the decimals themselves.
#}
{% macro sum_in_any_order(expression) -%}
    {{ return(adapter.dispatch('sum_in_any_order', 'internet_plus_index')(expression)) }}
{%- endmacro %}

{% macro default__sum_in_any_order(expression) -%}
    cast(sum(cast(trunc({{ expression }}) as bigint)) as double)
    + cast(sum(cast(({{ expression }} - trunc({{ expression }})) * 1e15 as bigint)) as double) / 1e15
{%- endmacro %}

{% macro spark__sum_in_any_order(expression) -%}
    cast(sum({{ exact_value(expression) }}) as double)
{%- endmacro %}
