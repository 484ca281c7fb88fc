with

rank_intervals as (
    select * from rank_intervals
    where rank_p05 is not null
),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

intervals as (
    select
        rank_intervals.index_code,
        rank_intervals.unit_level,
        rank_intervals.area_code,
        rank_intervals.period_code,
        rank_intervals.analysis_code,
        rank_intervals.rank_p05,
        rank_intervals.rank_p95
    from rank_intervals
    semi join roots on rank_intervals.index_code = roots.index_code and rank_intervals.node_code = roots.node_code
    semi join default_schemes
        on
            rank_intervals.index_code = default_schemes.index_code
            and rank_intervals.scheme_code = default_schemes.scheme_code
    order by all
)

select * from intervals
