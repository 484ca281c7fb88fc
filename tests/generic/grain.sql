{# `latest_periods` is for views that have a row for each value: those of int_leaf_periods stand for all. #}
{% test grain(model, columns, latest_periods=false) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    {% if latest_periods %}
    where period_code in (select leaf_periods.period_code from {{ ref('int_leaf_periods') }} as leaf_periods)
    {% endif %}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {% for column in columns %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
