{#
  Checks that follow from the contract of the input tables (models/staging/own/_own_data__sources.yml). A rule is a list of
  three: the SQL of what breaks it, the SQL of the value to show, and the text of the rule.
  Cells are looked at as they were delivered, before the staging models cast them: what cannot be cast has to be named.
#}

{# The contract is read off dbt's graph, which there is only when models run and not while dbt reads the project. #}
{% macro contract_of(table_name) -%}
    {%- for source in graph.sources.values() if source.source_name == 'own_data' and source.name == table_name -%}
        {{ return(source) }}
    {%- endfor -%}
{%- endmacro %}

{% macro contract_rules(table_name, delivered={}) -%}
    {%- set rules = [] -%}
    {%- for column in contract_of(table_name).columns.values() -%}
        {%- set meta = column.config.meta -%}
        {%- set name = column.name -%}
        {%- set cell = 'cast(' ~ table_name ~ '.' ~ delivered.get(name, name) ~ ' as string)' -%}
        {%- set shown = "'" ~ name ~ "=' || coalesce(left(" ~ cell ~ ", 60), '')" -%}
        {%- set filled = "coalesce(" ~ cell ~ ", '') != ''" -%}
        {%- do rules.append(['length(' ~ cell ~ ') > 1000', shown ~ " || '...'", name ~ ' has at most 1000 characters']) -%}
        {%- if meta.required -%}
            {%- do rules.append(["coalesce(" ~ cell ~ ", '') = ''", shown, name ~ ' is not empty']) -%}
        {%- endif -%}
        {%- if column.data_type == 'double' -%}
            {%- do rules.append([
                filled ~ ' and ' ~ try_cast(cell, 'double') ~ ' is null', shown,
                name ~ ' is a number: digits with a decimal point, nothing between thousands'
            ]) -%}
        {%- elif column.data_type == 'integer' -%}
            {%- do rules.append([
                filled ~ ' and coalesce(' ~ try_cast(try_cast(cell, 'double'), 'integer') ~ ' != ' ~ try_cast(cell, 'double')
                ~ ', true)',
                shown, name ~ ' is a whole number'
            ]) -%}
        {%- elif column.data_type == 'boolean' -%}
            {%- do rules.append([
                filled ~ ' and ' ~ try_cast(cell, 'boolean') ~ ' is null', shown, name ~ ' is true or false'
            ]) -%}
        {%- elif column.data_type == 'date' -%}
            {%- do rules.append([
                filled ~ ' and ' ~ try_cast(cell, 'date') ~ ' is null', shown, name ~ ' is a date such as 2015-12-31'
            ]) -%}
        {%- endif -%}
        {%- if meta.minimum is defined -%}
            {%- do rules.append([
                'not (' ~ try_cast(cell, 'double') ~ ' >= ' ~ meta.minimum
                ~ (' and ' ~ try_cast(cell, 'double') ~ ' <= ' ~ meta.maximum if meta.maximum is defined else '') ~ ')',
                shown,
                name ~ ' is a number from ' ~ meta.minimum ~ (' to ' ~ meta.maximum if meta.maximum is defined else ' up')
            ]) -%}
        {%- endif -%}
        {%- if meta.allowed is defined -%}
            {%- do rules.append([
                filled ~ ' and ' ~ cell ~ " not in ('" ~ meta.allowed | join("', '") ~ "')", shown,
                name ~ ' is ' ~ meta.allowed | join(' or ')
            ]) -%}
        {%- endif -%}
        {%- if meta.references is defined -%}
            {%- do rules.append([
                filled ~ ' and known_' ~ name ~ '.code is null', shown, 'the code stands in ' ~ meta.references
            ]) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(rules) }}
{%- endmacro %}

{# The tables that codes point to have to be common table expressions under their own names. #}
{% macro contract_joins(table_name) -%}
    {%- for column in contract_of(table_name).columns.values() if column.config.meta.references is defined -%}
        {%- set to_table, to_column = column.config.meta.references.split('.') %}
    left join (
        select distinct cast({{ to_table }}.{{ to_column }} as string) as code
        from {{ to_table }}
    ) as known_{{ column.name }}
        on cast({{ table_name }}.{{ column.name }} as string) = known_{{ column.name }}.code
    {%- endfor -%}
{%- endmacro %}

{% macro first_broken_rule(rules, part) -%}
    case
        {%- for rule in rules %}
        when {{ rule[0] }}
            then {{ rule[1] if part == 'value' else "'" ~ rule[2] ~ "'" }}
        {%- endfor %}
    end
{%- endmacro %}

{% macro contract_faults(table_name) -%}
    {%- set key = contract_of(table_name).config.meta.key -%}
    {%- set rules = contract_rules(table_name) -%}
    select
        '{{ table_name }}' as table_name,
        {{ row_key(key, table_name) }} as row_key,
        {{ first_broken_rule(rules, 'value') }} as faulty_value,
        {{ first_broken_rule(rules, 'rule') }} as broken_rule
    from {{ table_name }}{{ contract_joins(table_name) }}
    where {{ rules | map('first') | join(' or ') }}
    union all
    select
        '{{ table_name }}' as table_name,
        {{ row_key(key, table_name) }} as row_key,
        'rows=' || cast(count(*) as string) as faulty_value,
        'the key stands once' as broken_rule
    from {{ table_name }}
    group by {{ key | join(', ') }}
    having count(*) > 1
{%- endmacro %}
