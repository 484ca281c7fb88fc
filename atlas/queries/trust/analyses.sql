-- What is drawn, and why an analysis has no interval for any unit.
with

rank_intervals as (select * from rank_intervals),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

analyses as (
    select
        rank_intervals.index_code,
        rank_intervals.period_code,
        rank_intervals.unit_level,
        rank_intervals.analysis_code,
        count(rank_intervals.rank_p05) as units_with_interval,
        coalesce(
            max(rank_intervals.reason) filter (where rank_intervals.reason != 'the unit has no score'),
            max(rank_intervals.reason)
        ) as reason
    from rank_intervals
    semi join roots on rank_intervals.index_code = roots.index_code and rank_intervals.node_code = roots.node_code
    semi join default_schemes
        on
            rank_intervals.index_code = default_schemes.index_code
            and rank_intervals.scheme_code = default_schemes.scheme_code
    group by all
    order by
        rank_intervals.index_code,
        rank_intervals.period_code,
        rank_intervals.unit_level,
        rank_intervals.analysis_code
)

select * from analyses
