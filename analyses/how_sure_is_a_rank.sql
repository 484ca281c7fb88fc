{{ config(enabled=target.type == 'duckdb') }}

-- How sure is a rank? Where the first 20 cities come to stand when all weights of the tree are drawn again and again
-- around the default ones, and how likely they are among the first ones at all. The analyses experts and method draw
-- other panels of experts, and several choices at once.
select
    intervals.rank,
    intervals.unit_name_en as city,
    intervals.rank_p05,
    intervals.rank_p25,
    intervals.rank_p50,
    intervals.rank_p75,
    intervals.rank_p95,
    intervals.short_top_probability as probability_of_the_top_10,
    intervals.draws,
    intervals.failed_draws
from {{ ref('rank_intervals') }} as intervals
where
    intervals.index_code = 'internet_plus'
    and intervals.node_code = intervals.index_code
    and intervals.period_code = '2015'
    and intervals.unit_level = 'city'
    and intervals.analysis_code = 'weights'
    and intervals.rank <= 20
order by intervals.rank
