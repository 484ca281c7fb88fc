-- The dimensions of the smart city, the nodes right below that pillar, and who leads each.
with smart_city_scores as (

    select * from {{ ref('int_smart_city_scores') }}

),

places as (

    select
        *,
        row_number() over (
            partition by index_code, period_code, unit_level, node_code
            order by rank asc, area_code asc
        ) as place,
        sum(case when rank = 1 then 1 else 0 end) over (
            partition by index_code, period_code, unit_level, node_code
        ) as leader_count
    from smart_city_scores
    where not is_pillar

),

dimensions as (

    select
        places.index_code,
        places.scheme_code,
        places.period_code,
        places.unit_level,
        places.area_code,
        places.unit_name_zh,
        places.unit_name_en,
        places.economic_zone,
        places.node_code,
        places.name_zh,
        places.name_en,
        places.origin,
        places.rank,
        leaders.area_code as leader_area_code,
        leaders.unit_name_zh as leader_name_zh,
        leaders.unit_name_en as leader_name_en,
        cast(places.score as double) as score,
        cast(places.leader_count as integer) as leader_count,
        cast(leaders.score as double) as leader_score,
        -- a part of the leader means something only of a score above 0
        case
            when leaders.score > 0 then 100 * cast(places.score as double) / cast(leaders.score as double)
        end as percent_of_leader
    from places
    inner join places as leaders
        on
            places.index_code = leaders.index_code
            and places.period_code = leaders.period_code
            and places.unit_level = leaders.unit_level
            and places.node_code = leaders.node_code
            and leaders.place = 1

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    economic_zone,
    node_code,
    name_zh,
    name_en,
    origin,
    rank,
    score,
    percent_of_leader,
    leader_area_code,
    leader_name_zh,
    leader_name_en,
    leader_count,
    leader_score
from dimensions
