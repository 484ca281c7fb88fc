select
    area_code,
    area_level,
    parent_area_code,
    name_zh,
    name_en,
    province_code,
    region,
    economic_zone,
    city_type,
    longitude,
    latitude
from dim_area
order by area_code
