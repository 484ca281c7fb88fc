{% macro printed_decimals(column) -%}
    cast(
        case
            when position('.' in {{ column }}) > 0 then length({{ column }}) - position('.' in {{ column }})
            else 0
        end as integer
    )
{%- endmacro %}
