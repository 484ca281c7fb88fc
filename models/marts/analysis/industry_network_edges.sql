-- Hub and spoke, ready to draw: the lines. Two cores are joined where no third core is nearer to both than they are to
-- each other (the relative neighbourhood graph): sparse, without a threshold, and it holds the shortest tree, so all
-- cores hang together. A head is joined to its nearest core, a node to the nearest hub of its region, or of all where
-- its region has none.
with industry_scores as (

    select * from {{ ref('int_industry_scores') }}

),

points as (

    select
        industry_code,
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        name_zh,
        name_en,
        region,
        longitude,
        latitude,
        origin,
        network_role,
        rank,
        radians(longitude) as longitude_radians,
        radians(latitude) as latitude_radians
    from industry_scores
    where network_role is not null and longitude is not null and latitude is not null

),

haversines as (

    select
        from_points.industry_code,
        from_points.index_code,
        from_points.scheme_code,
        from_points.period_code,
        from_points.unit_level,
        from_points.origin,
        from_points.area_code as from_area_code,
        from_points.name_zh as from_name_zh,
        from_points.name_en as from_name_en,
        from_points.longitude as from_longitude,
        from_points.latitude as from_latitude,
        from_points.network_role as from_role,
        from_points.rank as from_rank,
        to_points.area_code as to_area_code,
        to_points.name_zh as to_name_zh,
        to_points.name_en as to_name_en,
        to_points.longitude as to_longitude,
        to_points.latitude as to_latitude,
        to_points.network_role as to_role,
        to_points.rank as to_rank,
        coalesce(from_points.region = to_points.region, false) as is_within_region,
        power(sin((to_points.latitude_radians - from_points.latitude_radians) / 2), 2)
        + cos(to_points.latitude_radians) * cos(from_points.latitude_radians)
        * power(sin((to_points.longitude_radians - from_points.longitude_radians) / 2), 2) as haversine
    from points as from_points
    inner join points as to_points
        on
            from_points.index_code = to_points.index_code
            and from_points.period_code = to_points.period_code
            and from_points.unit_level = to_points.unit_level
            and from_points.area_code != to_points.area_code
            and to_points.network_role in ('head', 'core')

),

distances as (

    -- on a sphere with the mean radius of the earth; to the metre, so that equal distances are equal
    select
        *,
        round(2 * 6371.0088 * asin(sqrt(least(haversine, 1))), 3) as distance_km
    from haversines

),

core_pairs as (

    select
        *,
        'core_to_core' as edge_kind
    from distances
    where
        from_role = 'core'
        and to_role = 'core'
        and (from_rank < to_rank or (from_rank = to_rank and from_area_code < to_area_code))

),

blocked_pairs as (

    select distinct
        core_pairs.index_code,
        core_pairs.period_code,
        core_pairs.unit_level,
        core_pairs.from_area_code,
        core_pairs.to_area_code
    from core_pairs
    inner join distances as from_start
        on
            core_pairs.index_code = from_start.index_code
            and core_pairs.period_code = from_start.period_code
            and core_pairs.unit_level = from_start.unit_level
            and core_pairs.from_area_code = from_start.from_area_code
            and core_pairs.distance_km > from_start.distance_km
            and from_start.to_role = 'core'
    inner join distances as from_end
        on
            core_pairs.index_code = from_end.index_code
            and core_pairs.period_code = from_end.period_code
            and core_pairs.unit_level = from_end.unit_level
            and core_pairs.to_area_code = from_end.from_area_code
            and core_pairs.distance_km > from_end.distance_km
            and from_start.to_area_code = from_end.to_area_code

),

core_edges as (

    select core_pairs.*
    from core_pairs
    left join blocked_pairs
        on
            core_pairs.index_code = blocked_pairs.index_code
            and core_pairs.period_code = blocked_pairs.period_code
            and core_pairs.unit_level = blocked_pairs.unit_level
            and core_pairs.from_area_code = blocked_pairs.from_area_code
            and core_pairs.to_area_code = blocked_pairs.to_area_code
    where blocked_pairs.index_code is null

),

spokes as (

    select
        *,
        case when from_role = 'head' then 'head_to_core' else 'node_to_hub' end as edge_kind,
        row_number() over (
            partition by index_code, period_code, unit_level, from_area_code
            order by
                case when from_role = 'node' and not is_within_region then 1 else 0 end asc,
                distance_km asc,
                to_rank asc,
                to_area_code asc
        ) as nearness
    from distances
    where from_role = 'node' or (from_role = 'head' and to_role = 'core')

),

network_edges as (

    select
        industry_code,
        index_code,
        scheme_code,
        period_code,
        unit_level,
        edge_kind,
        from_area_code,
        from_name_zh,
        from_name_en,
        from_longitude,
        from_latitude,
        to_area_code,
        to_name_zh,
        to_name_en,
        to_longitude,
        to_latitude,
        origin,
        is_within_region,
        distance_km
    from core_edges

    union all

    select
        industry_code,
        index_code,
        scheme_code,
        period_code,
        unit_level,
        edge_kind,
        from_area_code,
        from_name_zh,
        from_name_en,
        from_longitude,
        from_latitude,
        to_area_code,
        to_name_zh,
        to_name_en,
        to_longitude,
        to_latitude,
        origin,
        is_within_region,
        distance_km
    from spokes
    where nearness = 1

)

select
    industry_code,
    index_code,
    scheme_code,
    period_code,
    unit_level,
    edge_kind,
    from_area_code,
    from_name_zh,
    from_name_en,
    from_longitude,
    from_latitude,
    to_area_code,
    to_name_zh,
    to_name_en,
    to_longitude,
    to_latitude,
    origin,
    is_within_region,
    distance_km
from network_edges
