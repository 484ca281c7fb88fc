{#
  A number as people write it, up to nine decimals: 14 and 0.25. Engines differ in what a cast makes of a whole double, 14
  or 14.0.
#}
{% macro number_as_text(expression) -%}
    regexp_replace(cast(cast({{ expression }} as decimal(38, 9)) as string), '[.]?0+$', '')
{%- endmacro %}
