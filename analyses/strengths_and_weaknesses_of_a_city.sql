-- Where does a city stand higher or lower than in the index as a whole?
select
    strengths.unit_name_en as city,
    strengths.name_en as leaf,
    strengths.leaf_rank,
    strengths.index_rank,
    strengths.rank_lead,
    strengths.weight_in_index,
    case when strengths.is_strength then 'strength' else 'weakness' end as kind
from {{ ref('strengths_and_weaknesses') }} as strengths
where
    strengths.index_code = 'internet_plus'
    and strengths.period_code = '2015'
    and strengths.unit_level = 'city'
    and strengths.unit_name_en = 'Chengdu'
    and (strengths.is_strength or strengths.is_weakness)
order by strengths.rank_lead desc
