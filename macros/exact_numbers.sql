{#
  Sums of doubles depend on the order of the addends, and so on the number of threads; sums of decimals do not, and
  they add up to the last digit. These casts are the only places where a value becomes one.
  The input check refuses raw values that would lose precision here (0 < value < 0.000001, value > 1e18).
#}
{% macro exact_value(expression) -%}
    {{ as_decimal(expression, 15) }}
{%- endmacro %}

{% macro exact_weight(expression) -%}
    {{ as_decimal(expression, 18) }}
{%- endmacro %}

{# More places, for squares and products of what is small (logarithms, shares, deviations as parts of the largest one). #}
{% macro exact_square(expression) -%}
    {{ as_decimal(expression, 24) }}
{%- endmacro %}
