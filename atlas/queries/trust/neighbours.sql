-- How often a unit stays ahead of the next one.
with

rank_neighbours as (
    select * from rank_neighbours
    where share_ahead is not null
),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

neighbours as (
    select
        rank_neighbours.index_code,
        rank_neighbours.period_code,
        rank_neighbours.unit_level,
        rank_neighbours.analysis_code,
        rank_neighbours.place,
        rank_neighbours.area_code,
        rank_neighbours.rank,
        rank_neighbours.next_area_code,
        rank_neighbours.next_rank,
        rank_neighbours.share_ahead,
        rank_neighbours.is_distinguishable
    from rank_neighbours
    semi join roots on rank_neighbours.index_code = roots.index_code and rank_neighbours.node_code = roots.node_code
    semi join default_schemes
        on
            rank_neighbours.index_code = default_schemes.index_code
            and rank_neighbours.scheme_code = default_schemes.scheme_code
    order by
        rank_neighbours.index_code,
        rank_neighbours.period_code,
        rank_neighbours.unit_level,
        rank_neighbours.analysis_code,
        rank_neighbours.place
)

select * from neighbours
