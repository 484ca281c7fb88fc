{#
  Spark reads a seed from its file: dbt-spark would hand over each row in the text of a statement, ten seconds a thousand
  rows. So the driver and all workers have to see the folder of the project. An empty cell is NULL, as in the other engines.
#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set columns = agate_table.column_names -%}
    {%- set types = model.config.column_types -%}
    {%- call statement('seed_file') -%}
        create or replace temporary view seed_file (
            {%- for column in columns %}`{{ column }}` string{{ ', ' if not loop.last }}{% endfor -%}
        )
        using csv
        options (
            path '{{ model.root_path }}/{{ model.original_file_path }}',
            header 'true', enforceSchema 'false', multiLine 'true', escape '"', mode 'FAILFAST'
        )
    {%- endcall -%}
    {%- set sql -%}
        insert into {{ this }}
        select
            {%- for column in columns %}
            cast(nullif(`{{ column }}`, '') as {{ types.get(column, adapter.convert_type(agate_table, loop.index0)) }}) as `{{ column }}`
            {{- ',' if not loop.last }}
            {%- endfor %}
        from seed_file
    {%- endset -%}
    {%- do adapter.add_query(sql) -%}
    {{ return(sql) }}
{%- endmacro %}
