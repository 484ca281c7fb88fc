-- How far ranks move under other choices, and without each node.
with

rank_shifts as (select * from rank_shifts),

shifts as (
    select
        rank_shifts.index_code,
        rank_shifts.period_code,
        rank_shifts.unit_level,
        rank_shifts.scenario_code,
        rank_shifts.scenario_kind,
        rank_shifts.scenario_name_zh,
        rank_shifts.scenario_name_en,
        rank_shifts.mean_absolute_shift,
        rank_shifts.largest_absolute_shift,
        rank_shifts.spearman_rho,
        rank_shifts.kendall_tau,
        rank_shifts.reason,
        rank_shifts.origin
    from rank_shifts
    order by
        rank_shifts.index_code asc,
        rank_shifts.period_code asc,
        rank_shifts.unit_level asc,
        rank_shifts.mean_absolute_shift desc,
        rank_shifts.scenario_code asc
)

select * from shifts
