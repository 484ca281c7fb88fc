{# A table function of the whole numbers from the first to the last: `from {{ whole_numbers(1, 5) }} as numbers (number)`. #}
{% macro whole_numbers(first, last) -%}
    {{ return(adapter.dispatch('whole_numbers', 'internet_plus_index')(first, last)) }}
{%- endmacro %}

{% macro default__whole_numbers(first, last) -%}
    generate_series({{ first }}, {{ last }})
{%- endmacro %}

{% macro spark__whole_numbers(first, last) -%}
    range({{ first }}, {{ last }} + 1)
{%- endmacro %}
