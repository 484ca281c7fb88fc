-- How closely siblings move together, and each node with its parent and with the index: Pearson's r over the units that
-- have both. All other pairs of leaves are left out: hundreds of leaves have tens of thousands of them.
with deviations as (

    select * from {{ ref('int_node_deviations') }}

),

tree_weights as (

    select * from {{ ref('tree_weights') }}

),

default_edges as (

    select * from tree_weights
    where is_default

),

relations as (

    select
        first_children.index_code,
        first_children.parent_node_code as group_node_code,
        first_children.node_code,
        second_children.node_code as compared_node_code,
        'sibling' as relation
    from default_edges as first_children
    inner join default_edges as second_children
        on
            first_children.parent_node_code = second_children.parent_node_code
            and first_children.node_code < second_children.node_code

    union all

    select
        index_code,
        parent_node_code as group_node_code,
        node_code,
        parent_node_code as compared_node_code,
        'parent' as relation
    from default_edges

    union all

    select distinct
        index_code,
        index_code as group_node_code,
        node_code,
        index_code as compared_node_code,
        'root' as relation
    from default_edges

),

scored as (

    select distinct
        index_code,
        period_code,
        unit_level,
        origin
    from deviations

),

pairs as (

    -- a child of the root is compared with it once, for both relations
    select distinct
        node_code,
        compared_node_code
    from relations

),

exact_deviations as (

    select
        period_code,
        unit_level,
        area_code,
        node_code,
        deviation,
        {{ exact_square('deviation') }} as exact_deviation,
        {{ exact_square('deviation * deviation') }} as exact_squared
    from deviations
    where deviation is not null

),

first_deviations as (

    select
        pairs.node_code,
        pairs.compared_node_code,
        exact_deviations.period_code,
        exact_deviations.unit_level,
        exact_deviations.area_code,
        exact_deviations.deviation,
        exact_deviations.exact_deviation,
        exact_deviations.exact_squared
    from pairs
    inner join exact_deviations on pairs.node_code = exact_deviations.node_code

),

sums as (

    select
        first_deviations.period_code,
        first_deviations.unit_level,
        first_deviations.node_code,
        first_deviations.compared_node_code,
        count(*) as observation_count,
        min(first_deviations.deviation) < max(first_deviations.deviation)
        and min(second_deviations.deviation) < max(second_deviations.deviation) as both_vary,
        cast(sum(first_deviations.exact_deviation) as double) as first_sum,
        cast(sum(second_deviations.exact_deviation) as double) as second_sum,
        cast(sum(first_deviations.exact_squared) as double) as first_squares,
        cast(sum(second_deviations.exact_squared) as double) as second_squares,
        cast(
            sum({{ exact_square('first_deviations.deviation * second_deviations.deviation') }}) as double
        ) as products
    from first_deviations
    inner join exact_deviations as second_deviations
        on
            first_deviations.compared_node_code = second_deviations.node_code
            and first_deviations.period_code = second_deviations.period_code
            and first_deviations.unit_level = second_deviations.unit_level
            and first_deviations.area_code = second_deviations.area_code
    group by
        first_deviations.period_code,
        first_deviations.unit_level,
        first_deviations.node_code,
        first_deviations.compared_node_code

),

with_reason as (

    -- the deviations are from the mean of all units: over those that have both their sums need not be 0
    select
        relations.index_code,
        scored.period_code,
        scored.unit_level,
        relations.group_node_code,
        relations.node_code,
        relations.compared_node_code,
        relations.relation,
        scored.origin,
        sums.products - sums.first_sum * sums.second_sum / sums.observation_count as covariation,
        sums.first_squares - sums.first_sum * sums.first_sum / sums.observation_count as first_variation,
        sums.second_squares - sums.second_sum * sums.second_sum / sums.observation_count as second_variation,
        cast(coalesce(sums.observation_count, 0) as integer) as observation_count,
        case
            when coalesce(sums.observation_count, 0) < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have both numbers'
            when not sums.both_vary then 'all units have the same value'
        end as reason
    from relations
    inner join scored on relations.index_code = scored.index_code
    left join sums
        on
            relations.node_code = sums.node_code
            and relations.compared_node_code = sums.compared_node_code
            and scored.period_code = sums.period_code
            and scored.unit_level = sums.unit_level

),

with_correlation as (

    select
        *,
        case when reason is null then 'computed' else 'not enough data' end as status,
        case
            when reason is null
                then least(greatest(covariation / sqrt(first_variation * second_variation), -1), 1)
        end as pearson_r
    from with_reason

)

select
    index_code,
    period_code,
    unit_level,
    group_node_code,
    node_code,
    compared_node_code,
    relation,
    origin,
    status,
    reason,
    observation_count,
    pearson_r,
    pearson_r > {{ var('correlation_too_high') }} as is_too_high,
    pearson_r >= {{ var('correlation_negative') }} and pearson_r < {{ var('correlation_weak') }} as is_weak,
    pearson_r < {{ var('correlation_negative') }} as is_negative
from with_correlation
