select
    index_code,
    period_code,
    unit_level,
    area_code,
    score,
    rank,
    origin,
from fct_ranks
inner join (select distinct index_code, scheme_code from tree_weights where is_default) as default_schemes
    using (index_code, scheme_code)
where node_code = index_code and list_area_level = 'nation' and rank <= 20
order by index_code, period_code, unit_level, rank, area_code
