{{ config(enabled=target.type == 'duckdb') }}

-- Which choice moves the ranks? The part of the variance of the mean rank shift that a choice explains alone
-- (first_order), and with all that it takes part in (total_order), when all choices of the method are drawn at once.
-- Where the intervals of two choices overlap they are not told apart.
select
    sensitivity.unit_level,
    sensitivity.factor_code as choice,
    sensitivity.first_order,
    sensitivity.first_order_low,
    sensitivity.first_order_high,
    sensitivity.total_order,
    sensitivity.total_order_low,
    sensitivity.total_order_high,
    sensitivity.draws
from {{ ref('sensitivity_indices') }} as sensitivity
where
    sensitivity.index_code = 'internet_plus'
    and sensitivity.node_code = sensitivity.index_code
    and sensitivity.period_code = '2015'
    and sensitivity.output_code = 'mean_rank_shift'
    and sensitivity.status = 'computed'
order by
    sensitivity.unit_level asc,
    sensitivity.total_order desc
