-- In what is each region strong, and who leads it? The industry in which its cities stand best beside the nation.
select
    region,
    industry_code,
    unit_count,
    region_to_nation,
    leader_name_en,
    leader_multiple_of_region,
    leader_multiple_of_nation,
    origin
from {{ ref('industry_regional_profiles') }}
where period_code = '2015' and unit_level = 'city' and industry_rank_in_region = 1
order by region_to_nation desc
