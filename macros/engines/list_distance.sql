{# The Euclidean distance of two lists of as many numbers. PostgreSQL gets the function from prepare_engine. #}
{% macro list_distance(first_list, second_list) -%}
    {{ return(adapter.dispatch('list_distance', 'internet_plus_index')(first_list, second_list)) }}
{%- endmacro %}

{% macro default__list_distance(first_list, second_list) -%}
    list_distance({{ first_list }}, {{ second_list }})
{%- endmacro %}

{% macro spark__list_distance(first_list, second_list) -%}
    sqrt(aggregate(
        zip_with({{ first_list }}, {{ second_list }}, (first_value, second_value) -> power(first_value - second_value, 2)),
        cast(0 as double),
        (total, square) -> total + square
    ))
{%- endmacro %}
