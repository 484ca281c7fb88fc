-- Other weights that experts might have given: each default weight of a child of the root times a number drawn from
-- 1 - weight_uncertainty to 1 + weight_uncertainty, rescaled to add up to 1. A draw is the same in every run: it
-- depends on nothing but the seed, its number and the node.
with edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

draws as (

    select numbers.draw
    from generate_series(1, {{ var('robustness_draws') }}) as numbers (draw)

),

varied as (

    select
        edge_weights.index_code,
        edge_weights.node_code,
        cast(draws.draw as integer) as draw,
        edge_weights.weight * (
            1 - {{ var('weight_uncertainty') }} + 2 * {{ var('weight_uncertainty') }} * {{ uniform_number(
                "concat_ws('|', '" ~ var('robustness_seed') ~ "', draws.draw, edge_weights.node_code)"
            ) }}
        ) as weight
    from edge_weights
    cross join draws
    where
        edge_weights.is_default
        and edge_weights.parent_node_code = edge_weights.index_code
        and edge_weights.weight > 0

),

weight_draws as (

    select
        index_code,
        draw,
        node_code,
        weight / cast(sum({{ exact_weight('weight') }}) over (
            partition by
                index_code,
                draw
        ) as double) as weight
    from varied

)

select * from weight_draws
