{#
  Fails when the model has a row that breaks a rule, and says which: one line for each of the first 20, naming table,
  key, value and rule. In `dbt build` nothing downstream of the model runs after that.
  Arguments: where: which rows are faulty (default: all); table_name, row_key, faulty_value, broken_rule: expressions
  over the model that say so (default: the columns of these names).
#}
{% test no_faults(
    model, where='true', table_name='table_name', row_key='row_key', faulty_value='faulty_value', broken_rule='broken_rule'
) %}
    {% set faulty_rows %}
        select
            {{ table_name }} as table_name,
            {{ row_key }} as row_key,
            {{ faulty_value }} as faulty_value,
            {{ broken_rule }} as broken_rule
        from {{ model }}
        where {{ where }}
    {% endset %}
    {% if execute and flags.WHICH in ('build', 'test') %}
        {% for row in run_query(faulty_rows ~ ' order by 1, 4, 2 limit 20') %}
            {% do log('BAD INPUT in ' ~ row[0] ~ ' [' ~ row[1] ~ ']: ' ~ row[2] ~ '. Rule: ' ~ row[3] ~ '.', info=true) %}
        {% endfor %}
    {% endif %}
    {{ faulty_rows }}
{% endtest %}
