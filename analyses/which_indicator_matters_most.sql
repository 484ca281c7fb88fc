{{ config(enabled=target.type == 'duckdb') }}

-- Which indicator does the ranking of cities hang on? The ten leaves without which ranks shift most on average, with
-- their weight in the index; what is left out leaves its weight to its siblings.
select
    nodes.name_en as leaf,
    weights.weight_in_index,
    shifts.mean_absolute_shift,
    shifts.largest_absolute_shift,
    shifts.spearman_rho
from {{ ref('rank_shifts') }} as shifts
inner join {{ ref('dim_node') }} as nodes
    on
        shifts.left_out_node_code = nodes.node_code
        and nodes.is_leaf
inner join {{ ref('tree_weights') }} as weights
    on
        nodes.node_code = weights.node_code
        and weights.is_default
where
    shifts.index_code = 'internet_plus'
    and shifts.period_code = '2015'
    and shifts.unit_level = 'city'
    and shifts.status = 'computed'
order by
    shifts.mean_absolute_shift desc,
    leaf asc
limit 10
