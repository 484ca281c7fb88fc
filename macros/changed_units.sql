{#
  For models of the chain that have a row for each unit and not its period: see changed_periods. What belongs to no unit
  any more goes as well, as its period is gone.
#}
{% macro only_changed_units() -%}
    {%- if leaves_periods_alone() -%}
        where unit_number in (select changed.unit_number from {{ ref('int_units') }} as changed where changed.is_changed)
    {%- endif -%}
{%- endmacro %}

{% macro delete_changed_units() -%}
    {%- if leaves_periods_alone() -%}
        delete from {{ this }} where unit_number not in (
            select unchanged.unit_number from {{ ref('int_units') }} as unchanged where not unchanged.is_changed
        )
    {%- endif -%}
{%- endmacro %}
