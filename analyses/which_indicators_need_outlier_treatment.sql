{{ config(enabled=target.type == 'duckdb') }}

-- Which values are so skewed that a few cities decide the indicator? The ten most skewed leaves of the index.
select
    nodes.name_en as leaf,
    distributions.observed_count,
    distributions.zero_count,
    distributions.skewness,
    distributions.kurtosis,
    distributions.outlier_count,
    distributions.needs_outlier_treatment,
    distributions.origin
from {{ ref('indicator_statistics') }} as distributions
inner join {{ ref('dim_node') }} as nodes on distributions.node_code = nodes.node_code
where
    distributions.index_code = 'internet_plus'
    and distributions.period_code = '2015'
    and distributions.unit_level = 'city'
    and distributions.status = 'computed'
order by
    distributions.skewness desc,
    distributions.node_code asc
limit 10
