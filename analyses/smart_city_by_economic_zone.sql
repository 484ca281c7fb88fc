-- Which part of the provinces' smart city do east, centre and west have, and who leads each zone?
select
    economic_zone,
    unit_count,
    score_share,
    zone_mean,
    national_mean,
    leader_name_en,
    leader_score,
    origin
from {{ ref('smart_city_zones') }}
where index_code = 'internet_plus' and period_code = '2015' and unit_level = 'province' and is_pillar
order by score_share desc
