{# In the middle of a run a message scrolls away; dbt itself says only how many rows failed. One screen is enough. #}
{% macro print_faults(results) -%}
    {%- if execute -%}
        {%- for result in results if result.status == 'fail' and result.node.resource_type == 'test' -%}
            {%- set failing_rows = 'from (' ~ result.node.compiled_code ~ ') as failing_rows' -%}
            {%- set rows = run_query('select * ' ~ failing_rows ~ ' limit 20') -%}
            {%- set row_count = run_query('select count(*) ' ~ failing_rows)[0][0] -%}
            {%- for row in rows -%}
                {%- if result.node.test_metadata and result.node.test_metadata.name == 'no_faults' -%}
                    {%- do log(
                        'BAD INPUT in ' ~ row['table_name'] ~ (' [' ~ row['row_key'] ~ ']' if row['row_key'])
                        ~ ': ' ~ row['faulty_value'] ~ '. Rule: ' ~ row['broken_rule'] ~ '.', info=true
                    ) -%}
                {%- else -%}
                    {%- set cells = [] -%}
                    {%- for column in rows.column_names -%}
                        {%- do cells.append(column ~ '=' ~ row[column]) -%}
                    {%- endfor -%}
                    {%- do log('FAILED ' ~ result.node.name ~ ': ' ~ cells | join(', '), info=true) -%}
                {%- endif -%}
            {%- endfor -%}
            {%- if row_count > rows | length -%}
                {%- do log('... and ' ~ (row_count - rows | length) ~ ' more of ' ~ result.node.name, info=true) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
