{#
  How many decimals a number was printed with: '0.9830' has 4, '11' has none.
  Argument: column: a text column with a printed number. Returns: an integer expression.
#}
{% macro printed_decimals(column) -%}
    cast(
        case
            when position('.' in {{ column }}) > 0 then length({{ column }}) - position('.' in {{ column }})
            else 0
        end as integer
    )
{%- endmacro %}
