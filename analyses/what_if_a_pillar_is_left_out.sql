{{ config(enabled=target.type == 'duckdb') }}

-- How much does the ranking hang on one choice? Shifts of ranks and rank correlations under other weights, values and
-- means, and without one of the pillars.
select
    shifts.unit_level,
    shifts.scenario_kind,
    shifts.scenario_name_en as scenario,
    shifts.unit_count,
    shifts.mean_absolute_shift,
    shifts.largest_absolute_shift,
    shifts.spearman_rho,
    shifts.kendall_tau
from {{ ref('rank_shifts') }} as shifts
left join {{ ref('dim_node') }} as nodes on shifts.left_out_node_code = nodes.node_code
where
    shifts.index_code = 'internet_plus'
    and shifts.period_code = '2015'
    and shifts.status = 'computed'
    and (shifts.scenario_kind != 'without_node' or nodes.node_kind = 'sub_index')
order by
    shifts.unit_level asc,
    shifts.kendall_tau desc
