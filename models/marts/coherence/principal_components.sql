-- How many things the children of a node measure: the principal components of their correlations, with the loading of
-- each child. A group without components keeps a row for each child, as component 1.
with group_values as (

    select * from {{ ref('int_group_values') }}

),

components as (

    select * from {{ ref('int_principal_components') }}

),

children as (

    select
        index_code,
        period_code,
        unit_level,
        group_node_code,
        node_code,
        origin,
        child_count,
        count(case when is_complete then 1 end) as unit_count
    from group_values
    group by
        index_code,
        period_code,
        unit_level,
        group_node_code,
        node_code,
        origin,
        child_count

),

with_components as (

    select
        children.index_code,
        children.period_code,
        children.unit_level,
        children.group_node_code,
        children.node_code,
        children.origin,
        children.child_count,
        children.unit_count,
        components.component,
        components.eigenvalue,
        components.loading,
        case
            when children.child_count < 2 then 'a single child'
            when children.unit_count < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have all children'
            when components.component is null then 'a child has the same value in all units'
        end as reason
    from children
    left join components
        on
            children.period_code = components.period_code
            and children.unit_level = components.unit_level
            and children.group_node_code = components.group_node_code
            and children.node_code = components.node_code

),

principal_components as (

    select
        index_code,
        period_code,
        unit_level,
        group_node_code,
        node_code,
        origin,
        reason,
        cast(child_count as integer) as child_count,
        cast(unit_count as integer) as unit_count,
        coalesce(component, 1) as component,
        case when reason is null then 'computed' else 'not enough data' end as status,
        case when reason is null then eigenvalue end as eigenvalue,
        case when reason is null then eigenvalue / child_count end as explained_share,
        case when reason is null then loading end as loading
    from with_components
    where
        reason is null
        or coalesce(component, 1) = 1

)

select
    index_code,
    period_code,
    unit_level,
    group_node_code,
    component,
    node_code,
    origin,
    status,
    reason,
    child_count,
    unit_count,
    eigenvalue,
    explained_share,
    loading
from principal_components
