-- The rank that the printed values give. Equal printed values leave it open which one is ahead, so it is a range.
-- A list can have lost rows (transport and logistics has), so a place among the values is told as the rank that is
-- printed at that place.
with listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

printed_places as (

    select
        list_code,
        printed_rank,
        row_number() over (partition by list_code order by printed_rank) as place
    from listed_areas
    where published_value is not null

),

value_places as (

    select
        list_code,
        area_code,
        rank() over (partition by list_code order by published_value desc) as best_place,
        rank() over (partition by list_code order by published_value desc)
        + count(*) over (partition by list_code, published_value) - 1 as worst_place
    from listed_areas
    where published_value is not null

),

recomputed_ranks as (

    select
        listed_areas.figure_id,
        best_places.printed_rank as best_rank,
        worst_places.printed_rank as worst_rank
    from listed_areas
    inner join value_places
        on
            listed_areas.reference_list_code = value_places.list_code
            and listed_areas.area_code = value_places.area_code
    inner join printed_places as best_places
        on
            value_places.list_code = best_places.list_code
            and value_places.best_place = best_places.place
    inner join printed_places as worst_places
        on
            value_places.list_code = worst_places.list_code
            and value_places.worst_place = worst_places.place
    where listed_areas.printed_rank is not null

)

select * from recomputed_ranks
