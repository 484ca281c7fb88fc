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
        cast(sum(case when is_located then score end) as double) / count(case when is_located then 1 end) as mean
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
        scored.node_code,
        scored.period_code,
        scored.unit_level,
        scored.area_code,
        cast(scored.score as double) - groups.mean as deviation
    from scored
    inner join groups
        on
            scored.node_code = groups.node_code
            and scored.period_code = groups.period_code
            and scored.unit_level = groups.unit_level
    where scored.is_located

),

largest as (

    select
        node_code,
        period_code,
        unit_level,
        max(abs(deviation)) as largest_deviation
    from distances_from_mean
    group by
        node_code,
        period_code,
        unit_level

),

deviations as (

    -- as parts of the largest one, so that their products keep their digits as decimals, whatever the unit
    select
        distances_from_mean.node_code,
        distances_from_mean.period_code,
        distances_from_mean.unit_level,
        distances_from_mean.area_code,
        distances_from_mean.deviation / largest.largest_deviation as deviation
    from distances_from_mean
    inner join largest
        on
            distances_from_mean.node_code = largest.node_code
            and distances_from_mean.period_code = largest.period_code
            and distances_from_mean.unit_level = largest.unit_level
    where largest.largest_deviation > 0

),

pairs as (

    -- what lies nearer than a kilometre counts as a kilometre away: an inverse has to end somewhere
    select
        deviations.node_code,
        deviations.period_code,
        deviations.unit_level,
        deviations.area_code,
        area_distances.neighbour_area_code,
        deviations.deviation,
        neighbours.deviation as neighbour_deviation,
        1 / greatest(area_distances.kilometres, 1) as nearness
    from deviations
    inner join area_distances
        on
            deviations.unit_level = area_distances.unit_level
            and deviations.area_code = area_distances.area_code
    inner join deviations as neighbours
        on
            area_distances.neighbour_area_code = neighbours.area_code
            and deviations.node_code = neighbours.node_code
            and deviations.period_code = neighbours.period_code
            and deviations.unit_level = neighbours.unit_level

),

row_sums as (

    select
        node_code,
        period_code,
        unit_level,
        area_code,
        cast(sum({{ exact_square('nearness') }}) as double) as nearness
    from pairs
    group by
        node_code,
        period_code,
        unit_level,
        area_code

),

weights as (

    -- the weight of the neighbour for the unit, and of the unit for the neighbour: they differ, each being a part of 1
    select
        pairs.node_code,
        pairs.period_code,
        pairs.unit_level,
        pairs.area_code,
        pairs.deviation,
        pairs.neighbour_deviation,
        pairs.nearness / row_sums.nearness as weight,
        pairs.nearness / neighbour_sums.nearness as weight_back
    from pairs
    inner join row_sums
        on
            pairs.node_code = row_sums.node_code
            and pairs.period_code = row_sums.period_code
            and pairs.unit_level = row_sums.unit_level
            and pairs.area_code = row_sums.area_code
    inner join row_sums as neighbour_sums
        on
            pairs.node_code = neighbour_sums.node_code
            and pairs.period_code = neighbour_sums.period_code
            and pairs.unit_level = neighbour_sums.unit_level
            and pairs.neighbour_area_code = neighbour_sums.area_code

),

unit_sums as (

    select
        node_code,
        period_code,
        unit_level,
        area_code,
        cast(sum({{ exact_square('weight * deviation * neighbour_deviation') }}) as double) as products,
        cast(sum({{ exact_square('(weight + weight_back) * (weight + weight_back)') }}) as double) as squares,
        1 + cast(sum({{ exact_square('weight_back') }}) as double) as both_sums
    from weights
    group by
        node_code,
        period_code,
        unit_level,
        area_code

),

pair_totals as (

    select
        node_code,
        period_code,
        unit_level,
        count(*) as weight_sum,
        cast(sum({{ exact_square('products') }}) as double) as products,
        cast(sum({{ exact_square('squares') }}) as double) / 2 as weight_squares,
        cast(sum({{ exact_square('both_sums * both_sums') }}) as double) as sum_squares
    from unit_sums
    group by
        node_code,
        period_code,
        unit_level

),

deviation_totals as (

    select
        node_code,
        period_code,
        unit_level,
        cast(sum({{ exact_square('deviation * deviation') }}) as double) as squares
    from deviations
    group by
        node_code,
        period_code,
        unit_level

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
    left join pair_totals
        on
            groups.node_code = pair_totals.node_code
            and groups.period_code = pair_totals.period_code
            and groups.unit_level = pair_totals.unit_level
    left join deviation_totals
        on
            groups.node_code = deviation_totals.node_code
            and groups.period_code = deviation_totals.period_code
            and groups.unit_level = deviation_totals.unit_level

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
        case when reason is null then -1.0e0 / (unit_count - 1) end as expected_i,
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
        case when variance > 0 then (moran_i - expected_i) / sqrt(variance) end as z_value
    from moments

)

select * from spatial_autocorrelation
