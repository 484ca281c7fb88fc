-- The leading units in each dimension of the smart city.
with

smart_city_dimensions as (
    select * from smart_city_dimensions
    where rank <= 20
),

default_schemes as (
    select * from tree_weights
    where is_default
),

dimensions as (
    select
        smart_city_dimensions.index_code,
        smart_city_dimensions.period_code,
        smart_city_dimensions.unit_level,
        smart_city_dimensions.area_code,
        smart_city_dimensions.node_code,
        smart_city_dimensions.name_zh,
        smart_city_dimensions.name_en,
        smart_city_dimensions.rank,
        smart_city_dimensions.score,
        smart_city_dimensions.percent_of_leader,
        smart_city_dimensions.origin
    from smart_city_dimensions
    semi join default_schemes
        on
            smart_city_dimensions.index_code = default_schemes.index_code
            and smart_city_dimensions.scheme_code = default_schemes.scheme_code
    order by
        smart_city_dimensions.index_code,
        smart_city_dimensions.period_code,
        smart_city_dimensions.unit_level,
        smart_city_dimensions.node_code,
        smart_city_dimensions.rank,
        smart_city_dimensions.area_code
)

select * from dimensions
