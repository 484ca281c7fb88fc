{# A double rounded to as many digits as another column says. Spark's own function takes a constant there. #}
{% macro round_to(number, digits) -%}
    {{ return(adapter.dispatch('round_to', 'internet_plus_index')(number, digits)) }}
{%- endmacro %}

{% macro default__round_to(number, digits) -%}
    round({{ number }}, {{ digits }})
{%- endmacro %}

{% macro spark__round_to(number, digits) -%}
    sign({{ number }}) * floor(abs({{ number }}) * power(10, ({{ digits }})) + 0.5) / power(10, ({{ digits }}))
{%- endmacro %}
