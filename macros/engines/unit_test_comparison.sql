{#
  Unit tests expect the text of a number, and engines write the same number in several ways, 7 and 7.000, or differ in the
  last of sixteen digits. So the other engines compare the first fifteen digits.
#}
{% macro postgres__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
select
    {% for name in expected_column_names %}engine.compared({{ name }}) as {{ name }},
    {% endfor %}actual_or_expected
from (
{{ default__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) }}
) as all_rows
{%- endmacro %}

{# A macro does not know which columns are doubles, and Spark has no functions for one type and another: all become text. #}
{% macro spark__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
select
    {% for name in expected_column_names %}case
        when typeof({{ name }}) = 'double' then format_string('%.14e', try_cast(cast({{ name }} as string) as double) + 0)
        else cast({{ name }} as string)
    end as {{ name }},
    {% endfor %}actual_or_expected
from (
{{ default__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) }}
) as all_rows
{%- endmacro %}
