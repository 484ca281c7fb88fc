-- How sure is a rank? Where the first 20 cities come to stand when the weights of the pillars are drawn again and again
-- around the default ones, and how likely they are among the first ones at all.
select
    intervals.rank,
    intervals.unit_name_en as city,
    intervals.rank_p05,
    intervals.rank_p25,
    intervals.rank_p50,
    intervals.rank_p75,
    intervals.rank_p95,
    intervals.short_top_probability as probability_of_the_top_10,
    intervals.draws
from {{ ref('rank_intervals') }} as intervals
where
    intervals.index_code = 'internet_plus'
    and intervals.period_code = '2015'
    and intervals.unit_level = 'city'
    and intervals.rank <= 20
order by intervals.rank
