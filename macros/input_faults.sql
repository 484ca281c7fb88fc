{#
  Building blocks of the input checks. Each returns a select of one row per fault with the columns
  table_name, row_key, faulty_value, broken_rule.
#}

{#
  'area_code=110000, period_code=2015' for a row. NULL reads as nothing at all.
  Arguments: columns: the key columns; relation: what to qualify them with. Returns: a text expression.
#}
{% macro row_key(columns, relation) -%}
    {%- for column in columns -%}
        '{{ ', ' if not loop.first }}{{ column }}=' || coalesce({{ relation }}.{{ column }}, '')
        {%- if not loop.last %} || {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{#
  Keys that stand more than once.
  Arguments: relation: a CTE; table_name: the name that the reader knows it by; key: its key columns.
#}
{% macro duplicate_key_faults(relation, table_name, key) -%}
    select
        '{{ table_name }}' as table_name,
        {{ row_key(key, relation) }} as row_key,
        cast(count(*) as varchar) || ' rows' as faulty_value,
        'the key stands once' as broken_rule
    from {{ relation }}
    group by {% for column in key %}{{ relation }}.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
    having count(*) > 1
{%- endmacro %}

{#
  Codes that the table they point to does not have. An empty code is no fault.
  Arguments: relation, table_name, key: as above; code: the column that points; to_relation, to_column: where it points.
#}
{% macro unknown_code_faults(relation, table_name, key, code, to_relation, to_column) -%}
    select
        '{{ table_name }}' as table_name,
        {{ row_key(key, relation) }} as row_key,
        '{{ code }}=' || {{ relation }}.{{ code }} as faulty_value,
        'the code stands in {{ to_relation }}.{{ to_column }}' as broken_rule
    from {{ relation }}
    left join {{ to_relation }} as known on {{ relation }}.{{ code }} = known.{{ to_column }}
    where {{ relation }}.{{ code }} is not null and known.{{ to_column }} is null
{%- endmacro %}

{#
  Values outside the few that a column allows, an empty one included.
  Arguments: relation, table_name, key: as above; column: the column; allowed: list of values.
#}
{% macro allowed_value_faults(relation, table_name, key, column, allowed) -%}
    select
        '{{ table_name }}' as table_name,
        {{ row_key(key, relation) }} as row_key,
        '{{ column }}=' || coalesce({{ relation }}.{{ column }}, '') as faulty_value,
        '{{ column }} is {{ allowed | join(' or ') }}' as broken_rule
    from {{ relation }}
    where coalesce({{ relation }}.{{ column }}, '') not in ('{{ allowed | join("', '") }}')
{%- endmacro %}
