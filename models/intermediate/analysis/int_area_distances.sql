-- Which units of a level are neighbours, and how far apart they are as the crow flies: once per level, for all indices.
-- Every pair stands twice, once from each side. The number of pairs grows with the square of the units, so a level of
-- more than neighbour_most_units has none.
with areas as (

    select * from {{ ref('dim_area') }}

),

located as (

    select
        area_level as unit_level,
        area_code,
        radians(latitude) as latitude,
        radians(longitude) as longitude,
        count(*) over (partition by area_level) as located_areas
    from areas
    where
        is_unit
        and latitude is not null
        and longitude is not null

),

pairs as (

    -- the haversine formula, on a sphere with the earth's mean radius
    select
        located.unit_level,
        located.area_code,
        neighbours.area_code as neighbour_area_code,
        2 * 6371.0088 * asin(least(1, sqrt(
            sin((neighbours.latitude - located.latitude) / 2) * sin((neighbours.latitude - located.latitude) / 2)
            + cos(located.latitude) * cos(neighbours.latitude)
            * sin((neighbours.longitude - located.longitude) / 2)
            * sin((neighbours.longitude - located.longitude) / 2)
        ))) as kilometres
    from located
    inner join located as neighbours
        on
            located.unit_level = neighbours.unit_level
            and located.area_code != neighbours.area_code
    where
        located.located_areas <= {{ var('neighbour_most_units') }}
        and abs(neighbours.latitude - located.latitude) <= {{ var('neighbour_kilometres') }} / 6371.0088

),

area_distances as (

    select *
    from pairs
    where kilometres <= {{ var('neighbour_kilometres') }}

)

select * from area_distances
