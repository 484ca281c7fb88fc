-- The economic zones in each dimension of the smart city.
with

smart_city_zones as (select * from smart_city_zones),

default_schemes as (
    select * from tree_weights
    where is_default
),

zones as (
    select
        smart_city_zones.index_code,
        smart_city_zones.period_code,
        smart_city_zones.unit_level,
        smart_city_zones.economic_zone,
        smart_city_zones.node_code,
        smart_city_zones.name_zh,
        smart_city_zones.name_en,
        smart_city_zones.is_pillar,
        smart_city_zones.unit_count,
        smart_city_zones.score_share,
        smart_city_zones.zone_mean,
        smart_city_zones.national_mean,
        smart_city_zones.leader_area_code,
        smart_city_zones.leader_score,
        smart_city_zones.reason,
        smart_city_zones.origin
    from smart_city_zones
    semi join default_schemes
        on
            smart_city_zones.index_code = default_schemes.index_code
            and smart_city_zones.scheme_code = default_schemes.scheme_code
    order by
        smart_city_zones.index_code,
        smart_city_zones.period_code,
        smart_city_zones.unit_level,
        smart_city_zones.node_code,
        smart_city_zones.economic_zone
)

select * from zones
