{{ config(enabled=target.type == 'duckdb') }}

-- How far does a weight have to move before two neighbours in the ranking swap? The single weight that needs the
-- smallest change for each of the first 20 cities and the next one, in percentage points; the other pillars share out
-- the rest in their old proportions. A city without a row keeps its place over the next one whatever one weight is.
select
    swaps.rank,
    swaps.unit_name_en as city,
    swaps.next_name_en as next_city,
    swaps.node_code as pillar,
    100 * swaps.weight as weight_in_percent,
    100 * swaps.weight_at_swap as weight_at_swap_in_percent,
    100 * swaps.weight_change as change_in_points
from {{ ref('weight_swaps') }} as swaps
where
    swaps.index_code = 'internet_plus'
    and swaps.period_code = '2015'
    and swaps.unit_level = 'city'
    and swaps.is_nearest
    and swaps.place <= 20
order by swaps.place
