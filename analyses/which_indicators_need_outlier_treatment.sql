-- Which values are so skewed that a few cities decide the indicator? The ten most skewed leaves of the index.
select
    nodes.name_en as leaf,
    statistics.observed_count,
    statistics.zero_count,
    statistics.skewness,
    statistics.kurtosis,
    statistics.outlier_count,
    statistics.needs_outlier_treatment,
    statistics.origin
from {{ ref('indicator_statistics') }} as statistics
inner join {{ ref('dim_node') }} as nodes on statistics.node_code = nodes.node_code
where
    statistics.index_code = 'internet_plus'
    and statistics.period_code = '2015'
    and statistics.unit_level = 'city'
    and statistics.status = 'computed'
order by
    statistics.skewness desc,
    statistics.node_code
limit 10
