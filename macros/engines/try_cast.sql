{# The value as another type, NULL where it is none. PostgreSQL has no such cast: prepare_engine makes functions for it. #}
{% macro try_cast(expression, type) -%}
    {{ return(adapter.dispatch('try_cast', 'internet_plus_index')(expression, type)) }}
{%- endmacro %}

{% macro default__try_cast(expression, type) -%}
    try_cast({{ expression }} as {{ type }})
{%- endmacro %}

{% macro postgres__try_cast(expression, type) -%}
    try_cast_to_{{ type }}(cast({{ expression }} as text))
{%- endmacro %}
