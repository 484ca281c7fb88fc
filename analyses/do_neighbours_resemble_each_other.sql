-- Do neighbours have similar scores? Moran's I of each index and pillar, the clearest first.
select
    autocorrelation.index_code,
    autocorrelation.node_code,
    autocorrelation.unit_level,
    autocorrelation.period_code,
    autocorrelation.moran_i,
    autocorrelation.z_value,
    autocorrelation.p_value,
    autocorrelation.unit_count,
    autocorrelation.units_without_neighbours
from {{ ref('spatial_autocorrelation') }} as autocorrelation
where autocorrelation.status = 'computed'
order by autocorrelation.p_value
