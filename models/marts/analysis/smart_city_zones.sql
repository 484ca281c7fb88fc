-- The smart city and its dimensions by economic zone. A share of the sum of all units means something only where no
-- score is below 0 and the sum is not 0.
with smart_city_scores as (

    select * from {{ ref('int_smart_city_scores') }}

),

national_scores as (

    select
        index_code,
        period_code,
        unit_level,
        node_code,
        cast(sum(score) as double) as national_sum,
        cast(count(*) as integer) as national_unit_count,
        min(score) as lowest_score,
        cast(sum(score) as double) / count(*) as national_mean
    from smart_city_scores
    group by
        index_code,
        period_code,
        unit_level,
        node_code

),

zone_sums as (

    select
        index_code,
        period_code,
        unit_level,
        economic_zone,
        node_code,
        cast(sum(score) as double) as score_sum,
        count(*) as unit_count
    from smart_city_scores
    where economic_zone is not null
    group by
        index_code,
        period_code,
        unit_level,
        economic_zone,
        node_code

),

places as (

    select
        *,
        row_number() over (
            partition by index_code, period_code, unit_level, economic_zone, node_code
            order by rank asc, area_code asc
        ) as place
    from smart_city_scores
    where economic_zone is not null

),

compared as (

    select
        leaders.index_code,
        leaders.scheme_code,
        leaders.period_code,
        leaders.unit_level,
        leaders.economic_zone,
        leaders.node_code,
        leaders.name_zh,
        leaders.name_en,
        leaders.is_pillar,
        leaders.origin,
        leaders.area_code as leader_area_code,
        leaders.unit_name_zh as leader_name_zh,
        leaders.unit_name_en as leader_name_en,
        national_scores.national_unit_count,
        national_scores.national_mean,
        cast(zone_sums.unit_count as integer) as unit_count,
        cast(leaders.score as double) as leader_score,
        zone_sums.unit_count >= {{ var('fewest_units_of_a_group') }} as is_large_enough,
        zone_sums.score_sum / zone_sums.unit_count as zone_mean,
        case
            when national_scores.lowest_score >= 0 and national_scores.national_sum > 0
                then 100 * zone_sums.score_sum / national_scores.national_sum
        end as score_share
    from places as leaders
    inner join zone_sums
        on
            leaders.index_code = zone_sums.index_code
            and leaders.period_code = zone_sums.period_code
            and leaders.unit_level = zone_sums.unit_level
            and leaders.economic_zone = zone_sums.economic_zone
            and leaders.node_code = zone_sums.node_code
    inner join national_scores
        on
            leaders.index_code = national_scores.index_code
            and leaders.period_code = national_scores.period_code
            and leaders.unit_level = national_scores.unit_level
            and leaders.node_code = national_scores.node_code
    where leaders.place = 1

),

zones as (

    select
        index_code,
        scheme_code,
        period_code,
        unit_level,
        economic_zone,
        node_code,
        name_zh,
        name_en,
        is_pillar,
        origin,
        unit_count,
        national_unit_count,
        leader_area_code,
        leader_name_zh,
        leader_name_en,
        leader_score,
        case when is_large_enough then 'computed' else 'not enough data' end as status,
        case
            when not is_large_enough
                then 'fewer than {{ var("fewest_units_of_a_group") }} units of the zone have a score'
            when score_share is null then 'no share of a sum of scores that are not all 0 or more, or of 0'
        end as reason,
        case when is_large_enough then score_share end as score_share,
        case when is_large_enough then zone_mean end as zone_mean,
        case when is_large_enough then national_mean end as national_mean
    from compared

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    economic_zone,
    node_code,
    name_zh,
    name_en,
    is_pillar,
    origin,
    status,
    reason,
    unit_count,
    national_unit_count,
    score_share,
    zone_mean,
    national_mean,
    leader_area_code,
    leader_name_zh,
    leader_name_en,
    leader_score
from zones
