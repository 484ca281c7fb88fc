{# The values of a group as a list, in the order of another column. Empty ones keep their places. #}
{% macro list_of(expression, order_by) -%}
    {{ return(adapter.dispatch('list_of', 'internet_plus_index')(expression, order_by)) }}
{%- endmacro %}

{% macro default__list_of(expression, order_by) -%}
    array_agg({{ expression }} order by {{ order_by }})
{%- endmacro %}

{% macro spark__list_of(expression, order_by) -%}
    transform(
        array_sort(collect_list(struct({{ order_by }} as place, {{ expression }} as element))),
        entry -> entry.element
    )
{%- endmacro %}
