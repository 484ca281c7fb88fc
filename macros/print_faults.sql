{# In the middle of a run a message scrolls away; dbt itself says only how many rows failed. #}
{% macro print_faults(results) -%}
    {%- if execute -%}
        {%- for result in results if result.status == 'fail' and result.node.resource_type == 'test' -%}
            {%- set rows = run_query('select * from (' ~ result.node.compiled_code ~ ') as failing_rows limit 20') -%}
            {%- for row in rows -%}
                {%- if result.node.test_metadata and result.node.test_metadata.name == 'no_faults' -%}
                    {%- do log(
                        'BAD INPUT in ' ~ row['table_name'] ~ ' [' ~ row['row_key'] ~ ']: ' ~ row['faulty_value']
                        ~ '. Rule: ' ~ row['broken_rule'] ~ '.', info=true
                    ) -%}
                {%- else -%}
                    {%- set cells = [] -%}
                    {%- for column in rows.column_names -%}
                        {%- do cells.append(column ~ '=' ~ row[column]) -%}
                    {%- endfor -%}
                    {%- do log('FAILED ' ~ result.node.name ~ ': ' ~ cells | join(', '), info=true) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
