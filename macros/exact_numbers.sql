{#
  Sums of doubles depend on the order of the addends, and so on the number of threads; sums of decimals do not, and
  they add up to the last digit. These casts are the only places where a value becomes one.
  Argument: expression: a number. Returns: the number as a decimal.
    exact_value: raw values, their totals, and contributions to a score: up to 1e22, 15 decimals
    exact_weight: weights: 18 decimals
  The input check refuses raw values that would lose precision here (0 < value < 0.000001, value > 1e18).
#}
{% macro exact_value(expression) -%}
    cast({{ expression }} as decimal(38, 15))
{%- endmacro %}

{% macro exact_weight(expression) -%}
    cast({{ expression }} as decimal(38, 18))
{%- endmacro %}
