-- Whatever is missing, the weights that are left of a node add up to 1. Returns the nodes where they do not.
select
    scheme_code,
    pattern_number,
    node_code,
    sum(weight) as sum_of_weights
from {{ ref('int_effective_weights') }}
group by
    scheme_code,
    pattern_number,
    node_code
having not abs(sum(weight) - 1) < 1e-9
