{#
  A planner that knows nothing about a new table joins row by row: without this, PostgreSQL took six minutes for a model of
  half a second. The other engines count as they write.
#}
{% macro gather_statistics(relation) -%}
    {{ return(adapter.dispatch('gather_statistics', 'internet_plus_index')(relation)) }}
{%- endmacro %}

{% macro default__gather_statistics(relation) -%}
{%- endmacro %}

{% macro postgres__gather_statistics(relation) -%}
    {%- if not relation.is_view -%}
        analyze {{ relation }}
    {%- endif -%}
{%- endmacro %}
