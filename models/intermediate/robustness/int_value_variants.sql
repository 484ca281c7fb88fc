with v as (select * from {{ ref('fct_normalised_values') }} where is_unit),
r as (select distinct index_code, period_code, unit_level, area_code from {{ ref('int_ranked_units') }} where status='computed')
select v.index_code, v.period_code, v.unit_level, v.area_code, v.node_code, n.n as normalisation_choice, o.o as outlier_choice, m.m as missing_choice,
 case n.n when 'rank' then rank() over (partition by v.node_code,v.period_code,v.unit_level,n.n,o.o,m.m order by normalised_value)::double when 'min_max' then 1+99*(normalised_value-min(normalised_value) over w)/nullif(max(normalised_value) over w-min(normalised_value) over w,0) else normalised_value end as variant_value
from v join r using (index_code, period_code, unit_level, area_code) cross join (values ('as_stated'),('min_max'),('rank'),('z_score'),('percentile_rank')) n(n) cross join (values ('as_stated'),('treated')) o(o) cross join (values ('as_stated'),('zero'),('skip')) m(m)
where n.n in ('as_stated','min_max') or m.m='as_stated' 
window w as (partition by v.node_code,v.period_code,v.unit_level,n.n,o.o,m.m)
