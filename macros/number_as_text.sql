{#
  A number as people write it, up to nine decimals: 14 and 0.25. Engines differ in what a cast makes of a whole double, 14
  or 14.0, and of one above ten million. What does not fit, a number too large or too small, is cast, and an infinity is
  `inf` everywhere.
#}
{% macro number_as_text(expression) -%}
    case
        when {{ expression }} = 0 or abs({{ expression }}) between 1e-9 and 1e20
            then regexp_replace(cast(cast({{ expression }} as decimal(38, 9)) as string), '[.]?0+$', '')
        else replace(lower(cast({{ expression }} as string)), 'infinity', 'inf')
    end
{%- endmacro %}
