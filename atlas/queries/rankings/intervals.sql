-- Between which ranks a unit lies in nine of ten draws, by what is drawn.
with

rank_intervals as (
    select * from rank_intervals
    where rank_p05 is not null
),

default_schemes as (
    select * from tree_weights
    where is_default
),

intervals as (
    select
        rank_intervals.index_code,
        rank_intervals.period_code,
        rank_intervals.unit_level,
        rank_intervals.node_code,
        rank_intervals.analysis_code,
        rank_intervals.area_code,
        rank_intervals.rank_p05,
        rank_intervals.rank_p95,
        rank_intervals.short_top_probability
    from rank_intervals
    semi join default_schemes
        on
            rank_intervals.index_code = default_schemes.index_code
            and rank_intervals.scheme_code = default_schemes.scheme_code
    order by
        rank_intervals.index_code,
        rank_intervals.period_code,
        rank_intervals.unit_level,
        rank_intervals.node_code,
        rank_intervals.analysis_code,
        rank_intervals.area_code
)

select * from intervals
