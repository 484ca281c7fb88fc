{{ config(enabled=env_var('OWN_DATA', '') == '') }}

-- A printed list beside the recomputed one: the retail index, rank by rank.
select
    lists.rank,
    areas.name_en as city,
    lists.score,
    figures.published_rank,
    figures.published_value,
    figures.verdict
from {{ ref('ranking_lists') }} as lists
inner join {{ ref('dim_area') }} as areas on lists.area_code = areas.area_code
left join {{ ref('audit_published_figures') }} as figures
    on
        lists.list_code = figures.source_table
        and lists.area_code = figures.area_code
        and figures.basis = 'reconstructed raw data'
where
    lists.list_code = 'retail_top_100'
    and lists.period_code = '2015'
    and lists.rank <= 20
order by lists.rank
