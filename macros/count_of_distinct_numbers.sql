{# Counts different whole numbers of a short range by a bit for each: a tenth of the time of count(distinct ...). #}
{% macro count_of_distinct_numbers(expression) -%}
    coalesce(bit_count(bitstring_agg({{ expression }})), 0)
{%- endmacro %}
