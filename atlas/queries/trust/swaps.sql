-- The smallest change of one weight at which neighbours change places.
with

weight_swaps as (
    select * from weight_swaps
    where is_nearest and place <= 50
),

default_schemes as (
    select * from tree_weights
    where is_default
),

swaps as (
    select
        weight_swaps.index_code,
        weight_swaps.period_code,
        weight_swaps.unit_level,
        weight_swaps.place,
        weight_swaps.area_code,
        weight_swaps.rank,
        weight_swaps.next_area_code,
        weight_swaps.next_rank,
        weight_swaps.node_code,
        weight_swaps.weight,
        weight_swaps.weight_at_swap,
        weight_swaps.weight_change
    from weight_swaps
    semi join default_schemes
        on
            weight_swaps.index_code = default_schemes.index_code
            and weight_swaps.scheme_code = default_schemes.scheme_code
    order by
        weight_swaps.index_code,
        weight_swaps.period_code,
        weight_swaps.unit_level,
        weight_swaps.place
)

select * from swaps
