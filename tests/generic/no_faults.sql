{#
  Fails when the model has a row that breaks a rule. In `dbt build` nothing downstream of the model runs after that,
  and the end of the run names table, key, value and rule of each fault (macros/print_faults.sql).
#}
{% test no_faults(
    model, where='true', table_name='table_name', row_key='row_key', faulty_value='faulty_value', broken_rule='broken_rule'
) %}
    select
        {{ table_name }} as table_name,
        {{ row_key }} as row_key,
        {{ faulty_value }} as faulty_value,
        {{ broken_rule }} as broken_rule
    from {{ model }}
    where {{ where }}
    order by
        table_name,
        broken_rule,
        row_key
{% endtest %}
