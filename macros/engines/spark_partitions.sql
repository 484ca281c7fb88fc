{#
  A mart with a period is kept in a folder for each: a question about one period then reads no other. The tables between
  name units in the place of periods, and units are numbered in the order of time.
#}
{% macro spark__partition_cols(label, required=false) -%}
    {%- if config.get('contract').enforced and 'period_code' in model.columns -%}
        {{ label }} (period_code)
    {%- endif -%}
{%- endmacro %}
