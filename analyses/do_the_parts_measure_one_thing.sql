{{ config(enabled=target.type == 'duckdb') }}

-- Do the children of each node measure one thing? Cronbach's alpha beside what the first component explains.
with first_components as (

    select distinct
        components.group_node_code,
        components.period_code,
        components.unit_level,
        components.explained_share
    from {{ ref('principal_components') }} as components
    where components.component = 1

)

select
    nodes.name_en as parent,
    consistency.child_count,
    consistency.unit_count,
    consistency.cronbach_alpha,
    first_components.explained_share,
    consistency.reason
from {{ ref('internal_consistency') }} as consistency
inner join {{ ref('dim_node') }} as nodes on consistency.group_node_code = nodes.node_code
inner join first_components
    on
        consistency.group_node_code = first_components.group_node_code
        and consistency.period_code = first_components.period_code
        and consistency.unit_level = first_components.unit_level
where
    consistency.index_code = 'internet_plus'
    and consistency.period_code = '2015'
    and consistency.unit_level = 'city'
order by
    consistency.cronbach_alpha,
    parent
