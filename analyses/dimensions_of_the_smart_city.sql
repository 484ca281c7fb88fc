-- In what does Guangdong lead the smart city, and in what is it behind, and behind whom?
select
    name_en,
    rank,
    score,
    percent_of_leader,
    leader_name_en,
    leader_score,
    origin
from {{ ref('smart_city_dimensions') }}
where index_code = 'internet_plus' and period_code = '2015' and area_code = '440000'
order by rank, name_en
