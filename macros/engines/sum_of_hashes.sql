{#
  A fingerprint of rows: a sum, so that their order does not matter. Columns are a list, or `table.*` for all of them. It
  tells builds of one engine apart and is never compared between engines.
#}
{% macro sum_of_hashes(columns) -%}
    {{ return(adapter.dispatch('sum_of_hashes', 'internet_plus_index')(columns)) }}
{%- endmacro %}

{% macro duckdb__sum_of_hashes(columns) -%}
    sum(cast(hash({{ columns | replace('.*', '') }}) as hugeint))
{%- endmacro %}

{% macro postgres__sum_of_hashes(columns) -%}
    sum(hash_record_extended(row({{ columns }}), 0))
{%- endmacro %}

{% macro spark__sum_of_hashes(columns) -%}
    sum(cast(xxhash64({{ columns }}) as decimal(38, 0)))
{%- endmacro %}
