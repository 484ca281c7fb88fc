-- How much does the ranking hang on one choice? Shifts of ranks and rank correlations under other weights, and without
-- one of the pillars.
select
    shifts.unit_level,
    shifts.scenario_code,
    shifts.unit_count,
    shifts.mean_absolute_shift,
    shifts.largest_absolute_shift,
    shifts.spearman_rho,
    shifts.kendall_tau
from {{ ref('rank_shifts') }} as shifts
where
    shifts.index_code = 'internet_plus'
    and shifts.period_code = '2015'
    and shifts.status = 'computed'
order by
    shifts.unit_level asc,
    shifts.kendall_tau desc
