{#
  Marts live in the default schema, so that `select * from city_index` works as it stands; everything that is not
  for readers has a schema named after its layer (staging, intermediate, seeds).
  Arguments: custom_schema_name: the layer's name or none; node: the dbt node. Returns: the schema's name.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ target.schema if custom_schema_name is none else custom_schema_name | trim }}
{%- endmacro %}
