{# Counts different whole numbers of a short range by a bit for each: a tenth of the time of count(distinct ...). #}
{% macro count_of_distinct_numbers(expression) -%}
    {{ return(adapter.dispatch('count_of_distinct_numbers', 'internet_plus_index')(expression)) }}
{%- endmacro %}

{% macro default__count_of_distinct_numbers(expression) -%}
    count(distinct {{ expression }})
{%- endmacro %}

{% macro duckdb__count_of_distinct_numbers(expression) -%}
    coalesce(bit_count(bitstring_agg({{ expression }})), 0)
{%- endmacro %}
