-- The shares of a leaf add up to 100 in every period and at every level, with the part of no unit where the nation is
-- the base. Returns the sums that do not.
with shares as (

    select * from {{ ref('int_normalised_values') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

)

select
    shares.node_code,
    shares.period_code,
    shares.unit_level,
    sum(shares.normalised_value) as sum_of_shares
from shares
inner join nodes on shares.node_code = nodes.node_code
where nodes.normalisation = 'share_of_total'
group by
    shares.node_code,
    shares.period_code,
    shares.unit_level
having count(shares.value) > 0 and not abs(sum(shares.normalised_value) - 100) < 1e-9
