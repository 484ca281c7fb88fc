select
    index_code,
    unit_level,
    count(distinct area_code) as unit_count
from fct_scores
group by all
order by index_code asc, unit_count desc, unit_level asc
