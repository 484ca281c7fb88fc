{#
  Between the two parts of a recursive query: rows that were reached before are left out, so that many ways to the same
  row cost no more than one. Spark only has `union all` there, so whoever reads the result takes its distinct rows, and
  where the input may have a loop the query counts its steps up to most_steps.
#}
{% macro union_of_new_rows() -%}
    {{ return(adapter.dispatch('union_of_new_rows', 'internet_plus_index')()) }}
{%- endmacro %}

{% macro default__union_of_new_rows() -%}
    union distinct
{%- endmacro %}

{% macro spark__union_of_new_rows() -%}
    union all
{%- endmacro %}

{# Deeper than any tree, and less than the hundred at which Spark gives up. #}
{% macro most_steps() -%}
    90
{%- endmacro %}
