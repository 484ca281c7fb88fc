-- Do the four sub-indices decide as much of the printed index as their weights say? From the printed scores.
select
    nodes.name_en as sub_index,
    importance.weight_share,
    importance.importance_share,
    importance.importance_to_weight,
    importance.squared_correlation,
    importance.origin
from {{ ref('effective_importance') }} as importance
inner join {{ ref('dim_node') }} as nodes on importance.node_code = nodes.node_code
where
    importance.index_code = 'report_2016_published'
    and importance.period_code = '2015'
    and importance.unit_level = 'city'
    and importance.node_set = 'root_children'
order by importance.importance_to_weight desc
