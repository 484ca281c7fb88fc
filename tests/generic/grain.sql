{# `recent_units` is for views that have a row for each value: the units of the latest periods stand for all. #}
{% test grain(model, columns, recent_units=false) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    {% if recent_units %}
    where unit_number in (select recent_units.unit_number from {{ ref('int_recent_units') }} as recent_units)
    {% endif %}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {% for column in columns %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
