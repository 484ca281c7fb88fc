{#
  Parquet holds no constraints, and dbt-spark would try to add them. That columns have the names and types of the contract
  is checked before a table is written; that keys stand once and nothing is missing, by the tests of its grain.
#}
{% macro spark__persist_constraints(relation, model) -%}
{%- endmacro %}
