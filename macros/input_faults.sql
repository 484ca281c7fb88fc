{#
  Building blocks of the input checks. Each returns a select of one row per fault with the columns
  table_name, row_key, faulty_value, broken_rule; row_key makes the text of a key for them.
  Where table_name is none, the relation has a column of this name.
#}

{% macro row_key(columns, relation) -%}
    {%- for column in columns -%}
        '{{ ', ' if not loop.first }}{{ column }}=' || coalesce({{ relation }}.{{ column }}, '')
        {%- if not loop.last %} || {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{% macro duplicate_key_faults(relation, table_name, key) -%}
    select
        {{ "'" ~ table_name ~ "'" if table_name else 'min(' ~ relation ~ '.table_name)' }} as table_name,
        {{ row_key(key, relation) }} as row_key,
        'rows=' || cast(count(*) as varchar) as faulty_value,
        'the key stands once and no part of it is empty' as broken_rule
    from {{ relation }}
    group by {% for column in key %}{{ relation }}.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
    having count(*) > 1{% for column in key %} or {{ relation }}.{{ column }} is null{% endfor %}
{%- endmacro %}

{% macro unknown_code_faults(relation, table_name, key, code, to_relation, to_column, required=false) -%}
    select
        {{ "'" ~ table_name ~ "'" if table_name else relation ~ '.table_name' }} as table_name,
        {{ row_key(key, relation) }} as row_key,
        '{{ code }}=' || coalesce({{ relation }}.{{ code }}, '') as faulty_value,
        'the code stands in {{ to_relation }}.{{ to_column }}' as broken_rule
    from {{ relation }}
    left join {{ to_relation }} as known on {{ relation }}.{{ code }} = known.{{ to_column }}
    where known.{{ to_column }} is null{{ '' if required else ' and ' ~ relation ~ '.' ~ code ~ ' is not null' }}
{%- endmacro %}

{% macro allowed_value_faults(relation, table_name, key, column, allowed) -%}
    select
        {{ "'" ~ table_name ~ "'" if table_name else relation ~ '.table_name' }} as table_name,
        {{ row_key(key, relation) }} as row_key,
        '{{ column }}=' || coalesce({{ relation }}.{{ column }}, '') as faulty_value,
        '{{ column }} is {{ allowed | join(' or ') }}' as broken_rule
    from {{ relation }}
    where coalesce({{ relation }}.{{ column }}, '') not in ('{{ allowed | join("', '") }}')
{%- endmacro %}
