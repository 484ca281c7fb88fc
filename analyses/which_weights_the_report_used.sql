{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- With which weights were the printed totals computed? How many of the cities come out to every printed decimal, and
-- the largest error, under each set of weights.
select
    weights_used,
    count(*) as cities,
    sum(case when agrees_to_printed_decimals then 1 else 0 end) as agree_to_printed_decimals,
    max(abs(residual)) as largest_error
from {{ ref('audit_weight_residuals') }}
group by weights_used
order by largest_error
