{{ config(enabled=target.type == 'duckdb') }}

-- Which of the published ranks cannot be told from the next one? Neighbours of which the first is ahead in less than 95
-- percent of the draws of weights, on the scores that the report prints itself.
select
    neighbours.unit_level,
    neighbours.rank,
    neighbours.unit_name_en as unit,
    neighbours.next_name_en as next_unit,
    neighbours.share_ahead,
    neighbours.draws
from {{ ref('rank_neighbours') }} as neighbours
where
    neighbours.index_code = 'report_2016_published'
    and neighbours.node_code = neighbours.index_code
    and neighbours.period_code = '2015'
    and neighbours.analysis_code = 'weights'
    and not neighbours.is_distinguishable
order by
    neighbours.unit_level,
    neighbours.place
