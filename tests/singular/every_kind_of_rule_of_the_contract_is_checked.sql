-- Each kind of rule of the contract on rows of its own: number, whole number, truth value, date, range, allowed values,
-- codes, empty cells, long cells and double keys; what is right stands between. Returns what is found too much or too
-- little.
with area_levels (area_level, depth, is_unit_level, name_zh, name_en) as (

    values
    ('nation', '0', 'no', '', ''),
    ('city', '1.5', 'true', '', ''),
    ('town', '', 'true', '', ''),
    ('village', null, 'true', null, null),
    ('', '2', 'true', '', ''),
    ('hamlet', '3', 'perhaps', '', ''),
    ('hut', 'NaN', 'true', '', ''),
    ('block', '3000000000', 'true', '', ''),
    ('farm', '4', 'true', '', repeat('x', 1001)),
    ('house', '-1', 'true', '', '')

),

periods (period_code, period_grain, period_start, period_end, previous_period_code, base_period_code) as (

    values
    ('2015', 'year', '2015-01-01', '2015-12-31', '', null),
    ('2016', 'decade', '2016-01-01', '2016-12-31', '2015', ''),
    ('2017', 'year', '2017-01-01', '2017-02-30', '', ''),
    ('2018', 'year', '2018-01-01', '2018-12-31', '1066', '')

),

nodes (node_code) as (

    values ('root'), ('root')

),

expert_scores (expert_code, node_code, score) as (

    values
    ('e1', 'root', '5'),
    ('e2', 'root', '6'),
    ('e3', 'root', 'two'),
    ('e4', 'root', '1'),
    ('e4', 'root', '2')

),

service_actions (action, points, name_zh, name_en) as (

    values
    ('query', '1.5', '', ''),
    ('order', '1,5', '', '')

),

found as (

    {% for table in ['area_levels', 'periods', 'expert_scores', 'service_actions'] if execute %}
    {{ contract_faults(table) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

expected (table_name, row_key, faulty_value, broken_rule) as (

    values
    ('area_levels', 'area_level=city', 'depth=1.5', 'depth is a whole number'),
    ('area_levels', 'area_level=hut', 'depth=NaN', 'depth is a whole number'),
    ('area_levels', 'area_level=block', 'depth=3000000000', 'depth is a whole number'),
    ('area_levels', 'area_level=town', 'depth=', 'depth is not empty'),
    ('area_levels', 'area_level=village', 'depth=', 'depth is not empty'),
    ('area_levels', 'area_level=', 'area_level=', 'area_level is not empty'),
    ('area_levels', 'area_level=hamlet', 'is_unit_level=perhaps', 'is_unit_level is true or false'),
    (
        'area_levels', 'area_level=farm', 'name_en=' || repeat('x', 60) || '...', 'name_en has at most 1000 characters'
    ),
    ('area_levels', 'area_level=house', 'depth=-1', 'depth is a number from 0 up'),
    ('periods', 'period_code=2016', 'period_grain=decade', 'period_grain is year or quarter or month or week or day'),
    ('periods', 'period_code=2017', 'period_end=2017-02-30', 'period_end is a date such as 2015-12-31'),
    ('periods', 'period_code=2018', 'previous_period_code=1066', 'the code stands in periods.period_code'),
    ('expert_scores', 'expert_code=e2, node_code=root', 'score=6', 'score is a number from 1 to 5'),
    ('expert_scores', 'expert_code=e3, node_code=root', 'score=two', 'score is a whole number'),
    ('expert_scores', 'expert_code=e4, node_code=root', 'rows=2', 'the key stands once'),
    (
        'service_actions', 'action=order', 'points=1,5',
        'points is a number: digits with a decimal point, nothing between thousands'
    )

),

differences as (

    (
        select *
        from found
        except
        select *
        from expected
    )
    union all
    (
        select *
        from expected
        except
        select *
        from found
    )

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from differences
