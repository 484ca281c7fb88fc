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
        deviations.largest_deviation
    from deviations
    inner join tree_weights
        on
            deviations.index_code = tree_weights.index_code
            and deviations.node_code = tree_weights.node_code
            and tree_weights.is_default

),

groups_of_siblings as (

    select
        period_code,
        unit_level,
        group_node_code,
        count(distinct node_code) as child_count,
        max(largest_deviation) as largest_deviation
    from group_values
    group by
        period_code,
        unit_level,
        group_node_code

),

incomplete_units as (

    select distinct
        period_code,
        unit_level,
        group_node_code,
        area_code
    from group_values
    where deviation is null

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
        groups_of_siblings.child_count,
        case
            when groups_of_siblings.largest_deviation = 0 then 0
            else group_values.deviation * (group_values.largest_deviation / groups_of_siblings.largest_deviation)
        end as scaled_deviation,
        incomplete_units.area_code is null as is_complete
    from group_values
    inner join groups_of_siblings
        on
            group_values.group_node_code = groups_of_siblings.group_node_code
            and group_values.period_code = groups_of_siblings.period_code
            and group_values.unit_level = groups_of_siblings.unit_level
    left join incomplete_units
        on
            group_values.group_node_code = incomplete_units.group_node_code
            and group_values.period_code = incomplete_units.period_code
            and group_values.unit_level = incomplete_units.unit_level
            and group_values.area_code = incomplete_units.area_code

)

select * from with_completeness
