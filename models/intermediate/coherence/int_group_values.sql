-- The children of every node in every unit, on one scale for the group. Consistency and components rest on the units
-- that have all children: only then is there one matrix of covariances.
with deviations as (

    select * from {{ ref('int_node_deviations') }}

),

tree_weights as (

    select * from {{ ref('tree_weights') }}

),

group_values as (

    select
        deviations.index_code,
        deviations.period_code,
        deviations.unit_level,
        tree_weights.parent_node_code as group_node_code,
        deviations.node_code,
        deviations.area_code,
        deviations.origin,
        deviations.deviation,
        deviations.largest_deviation,
        max(deviations.largest_deviation) over (
            partition by tree_weights.parent_node_code, deviations.period_code, deviations.unit_level
        ) as group_largest_deviation,
        count(deviations.deviation) over (
            partition by
                tree_weights.parent_node_code,
                deviations.period_code,
                deviations.unit_level,
                deviations.area_code
        ) as present_children
    from deviations
    inner join tree_weights
        on
            deviations.index_code = tree_weights.index_code
            and deviations.node_code = tree_weights.node_code
            and tree_weights.is_default

),

group_sizes as (

    select
        parent_node_code,
        count(*) as child_count
    from tree_weights
    where is_default
    group by parent_node_code

),

with_completeness as (

    select
        group_values.index_code,
        group_values.period_code,
        group_values.unit_level,
        group_values.group_node_code,
        group_values.node_code,
        group_values.area_code,
        group_values.origin,
        group_sizes.child_count,
        case
            when group_values.group_largest_deviation = 0 then 0
            else group_values.deviation * (group_values.largest_deviation / group_values.group_largest_deviation)
        end as scaled_deviation,
        group_values.present_children = group_sizes.child_count as is_complete
    from group_values
    inner join group_sizes on group_values.group_node_code = group_sizes.parent_node_code

)

select * from with_completeness
