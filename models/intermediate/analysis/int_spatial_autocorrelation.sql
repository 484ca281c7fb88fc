-- Moran's I of the scores of roots and pillars: do units that lie near each other have similar scores? Weights are
-- inverse distances to the neighbours that have a score, made to add up to 1 for each unit. A unit without neighbours
-- stays in the mean and the variance and adds nothing to the sum of the weights. The variance is the closed form under
-- normality (Cliff and Ord 1981).
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_distances as (

    select * from {{ ref('int_area_distances') }}

),

located_levels as (

    select
        area_level,
        count(*) as located_areas
    from areas
    where
        is_unit
        and latitude is not null
        and longitude is not null
    group by area_level

),

scored as (

    select
        default_scores.*,
        areas.latitude is not null and areas.longitude is not null as is_located
    from default_scores
    inner join nodes on default_scores.node_code = nodes.node_code
    inner join areas on default_scores.area_code = areas.area_code
    where
        default_scores.score is not null
        and (nodes.pillar_code is not null or nodes.node_code = nodes.index_code)

),

groups as (

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin,
        cast(count(case when is_located then 1 end) as integer) as unit_count,
        cast(count(case when not is_located then 1 end) as integer) as unlocated_units,
        cast(sum(case when is_located then score end) as double) / count(case when is_located then 1 end) as mean,
        row_number() over (
            order by
                node_code,
                period_code,
                unit_level
        ) as group_number
    from scored
    group by
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin

),

distances_from_mean as (

    select
        groups.group_number,
        scored.area_code,
        cast(scored.score as double) - groups.mean as distance_from_mean
    from scored
    inner join groups
        on
            scored.node_code = groups.node_code
            and scored.period_code = groups.period_code
            and scored.unit_level = groups.unit_level
    where scored.is_located

),

deviations as (

    -- as parts of the largest one, so that their products keep their digits as decimals, whatever the unit; the same
    -- score everywhere leaves nothing to divide by
    select
        group_number,
        area_code,
        distance_from_mean
        / nullif(max(abs(distance_from_mean)) over (partition by group_number), 0) as deviation
    from distances_from_mean

),

nearby as {{ kept() }} (

    -- what lies nearer than a kilometre counts as a kilometre away: an inverse has to end somewhere
    select
        deviations.group_number,
        deviations.area_code,
        deviations.deviation,
        area_distances.neighbour_area_code,
        1 / greatest(area_distances.kilometres, 1) as nearness
    from deviations
    inner join area_distances on deviations.area_code = area_distances.area_code

),

pairs as (

    -- only neighbours that have a score; the step before is kept apart, or all units of a group are paired first
    select
        nearby.*,
        neighbours.deviation as neighbour_deviation
    from nearby
    inner join deviations as neighbours
        on
            nearby.group_number = neighbours.group_number
            and nearby.neighbour_area_code = neighbours.area_code

),

row_sums as (

    select
        group_number,
        area_code,
        cast(sum({{ exact_square('nearness') }}) as double) as nearness
    from pairs
    group by
        group_number,
        area_code

),

weights as (

    -- the weight of the neighbour for the unit, and of the unit for the neighbour: they differ, each being a part of 1
    select
        pairs.group_number,
        pairs.area_code,
        pairs.deviation,
        pairs.neighbour_deviation,
        pairs.nearness / row_sums.nearness as weight,
        pairs.nearness / neighbour_sums.nearness as weight_back
    from pairs
    inner join row_sums
        on
            pairs.group_number = row_sums.group_number
            and pairs.area_code = row_sums.area_code
    inner join row_sums as neighbour_sums
        on
            pairs.group_number = neighbour_sums.group_number
            and pairs.neighbour_area_code = neighbour_sums.area_code

),

unit_sums as (

    select
        group_number,
        area_code,
        cast(sum({{ exact_square('weight * deviation * neighbour_deviation') }}) as double) as products,
        cast(sum({{ exact_square('(weight + weight_back) * (weight + weight_back)') }}) as double) as squares,
        1 + cast(sum({{ exact_square('weight_back') }}) as double) as both_sums
    from weights
    group by
        group_number,
        area_code

),

pair_totals as (

    -- the weights of a unit with neighbours add up to 1
    select
        group_number,
        count(*) as weight_sum,
        cast(sum({{ exact_square('products') }}) as double) as products,
        cast(sum({{ exact_square('squares') }}) as double) / 2 as weight_squares,
        cast(sum({{ exact_square('both_sums * both_sums') }}) as double) as sum_squares
    from unit_sums
    group by group_number

),

deviation_totals as (

    select
        group_number,
        cast(sum({{ exact_square('deviation * deviation') }}) as double) as squares
    from deviations
    group by group_number

),

judged as (

    select
        groups.*,
        pair_totals.weight_sum,
        pair_totals.products,
        pair_totals.weight_squares,
        pair_totals.sum_squares,
        deviation_totals.squares,
        case
            when located_levels.located_areas > {{ var('neighbour_most_units') }}
                then 'more than {{ var("neighbour_most_units") }} units: see neighbour_most_units'
            when groups.unit_count < {{ var('analysis_least_units') }}
                then 'fewer than {{ var("analysis_least_units") }} units with a score and coordinates'
            when deviation_totals.squares is null then 'all scores are the same'
            when pair_totals.weight_sum is null
                then 'no two units within {{ var("neighbour_kilometres") }} km'
        end as reason,
        located_levels.located_areas > {{ var('neighbour_most_units') }} as is_too_large
    from groups
    left join located_levels on groups.unit_level = located_levels.area_level
    left join pair_totals on groups.group_number = pair_totals.group_number
    left join deviation_totals on groups.group_number = deviation_totals.group_number

),

moments as (

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin,
        reason,
        unit_count,
        unlocated_units,
        case
            when reason is null then 'computed'
            when is_too_large then 'too many units'
            else 'not enough data'
        end as status,
        case when reason is null then cast(unit_count - weight_sum as integer) end as units_without_neighbours,
        case when reason is null then unit_count * products / (weight_sum * squares) end as moran_i,
        case when reason is null then cast(-1 as double) / (unit_count - 1) end as expected_i,
        case
            when reason is null
                then
                    (
                        cast(unit_count as double) * unit_count * weight_squares
                        - unit_count * sum_squares
                        + 3 * cast(weight_sum as double) * weight_sum
                    )
                    / ((cast(unit_count as double) * unit_count - 1) * weight_sum * weight_sum)
                    - 1.0e0 / (unit_count - 1) / (unit_count - 1)
        end as variance
    from judged

),

spatial_autocorrelation as (

    select
        moments.*,
        'moran|' || moments.node_code || '|' || moments.unit_level || '|' || moments.period_code as test_key,
        case when moments.variance > 0 then (moments.moran_i - moments.expected_i) / sqrt(moments.variance) end
            as z_value
    from moments

)

select * from spatial_autocorrelation
