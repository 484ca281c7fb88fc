-- How much do the weights matter? Score and rank of the cities under each scheme, side by side.
select
    areas.name_en as city,
    max(case when ranks.scheme_code = 'stated' then ranks.score end) as stated_score,
    max(case when ranks.scheme_code = 'as_computed' then ranks.score end) as as_computed_score,
    max(case when ranks.scheme_code = 'equal' then ranks.score end) as equal_score,
    max(case when ranks.scheme_code = 'stated' then ranks.rank end) as stated_rank,
    max(case when ranks.scheme_code = 'as_computed' then ranks.rank end) as as_computed_rank,
    max(case when ranks.scheme_code = 'equal' then ranks.rank end) as equal_rank
from {{ ref('fct_ranks') }} as ranks
inner join {{ ref('dim_area') }} as areas on ranks.area_code = areas.area_code
where
    ranks.node_code = 'report_2016_published'
    and ranks.unit_level = 'city'
    and ranks.list_area_level = 'nation'
group by areas.name_en
order by stated_rank
