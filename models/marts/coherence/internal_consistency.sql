-- Whether the children of a node measure one thing: Cronbach's alpha, k / (k - 1) (1 - sum of the children's variances
-- / variance of their sum), of the scores as they are, over the units that have all children.
with group_values as (

    select * from {{ ref('int_group_values') }}

),

groups_of_siblings as (

    select
        index_code,
        period_code,
        unit_level,
        group_node_code,
        origin,
        child_count,
        count(distinct case when is_complete then area_code end) as unit_count
    from group_values
    group by
        index_code,
        period_code,
        unit_level,
        group_node_code,
        origin,
        child_count

),

child_sums as (

    select
        period_code,
        unit_level,
        group_node_code,
        node_code,
        count(*) as unit_count,
        cast(sum({{ exact_square('scaled_deviation') }}) as double) as child_sum,
        cast(sum({{ exact_square('scaled_deviation * scaled_deviation') }}) as double) as child_squares
    from group_values
    where is_complete
    group by
        period_code,
        unit_level,
        group_node_code,
        node_code

),

child_variations as (

    select
        period_code,
        unit_level,
        group_node_code,
        cast(
            sum({{ exact_square('child_squares - child_sum * child_sum / unit_count') }}) as double
        ) as children_variation
    from child_sums
    group by
        period_code,
        unit_level,
        group_node_code

),

unit_totals as (

    select
        period_code,
        unit_level,
        group_node_code,
        area_code,
        cast(sum({{ exact_square('scaled_deviation') }}) as double) as unit_total
    from group_values
    where is_complete
    group by
        period_code,
        unit_level,
        group_node_code,
        area_code

),

total_variations as (

    select
        period_code,
        unit_level,
        group_node_code,
        min(unit_total) < max(unit_total) as total_varies,
        cast(sum({{ exact_square('unit_total * unit_total') }}) as double)
        - power(cast(sum({{ exact_square('unit_total') }}) as double), 2) / count(*) as total_variation
    from unit_totals
    group by
        period_code,
        unit_level,
        group_node_code

),

with_reason as (

    select
        groups_of_siblings.index_code,
        groups_of_siblings.period_code,
        groups_of_siblings.unit_level,
        groups_of_siblings.group_node_code,
        groups_of_siblings.origin,
        groups_of_siblings.child_count,
        groups_of_siblings.unit_count,
        child_variations.children_variation,
        total_variations.total_variation,
        case
            when groups_of_siblings.child_count < 2 then 'a single child'
            when groups_of_siblings.unit_count < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have all children'
            when not total_variations.total_varies then 'the children add up to the same in all units'
        end as reason
    from groups_of_siblings
    left join child_variations
        on
            groups_of_siblings.period_code = child_variations.period_code
            and groups_of_siblings.unit_level = child_variations.unit_level
            and groups_of_siblings.group_node_code = child_variations.group_node_code
    left join total_variations
        on
            groups_of_siblings.period_code = total_variations.period_code
            and groups_of_siblings.unit_level = total_variations.unit_level
            and groups_of_siblings.group_node_code = total_variations.group_node_code

),

internal_consistency as (

    select
        index_code,
        period_code,
        unit_level,
        group_node_code,
        origin,
        reason,
        cast(child_count as integer) as child_count,
        cast(unit_count as integer) as unit_count,
        case when reason is null then 'computed' else 'not enough data' end as status,
        case
            when reason is null
                then cast(child_count as double) / (child_count - 1) * (1 - children_variation / total_variation)
        end as cronbach_alpha
    from with_reason

)

select
    index_code,
    period_code,
    unit_level,
    group_node_code,
    origin,
    status,
    reason,
    child_count,
    unit_count,
    cronbach_alpha
from internal_consistency
