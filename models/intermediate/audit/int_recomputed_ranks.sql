-- The rank that the printed values give. Equal printed values leave it open which one is ahead, so it is a range.
-- A list can have lost rows (transport and logistics has), so a place among the values is told as the rank that is
-- printed at that place.
with listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

service_usage as (

    select * from {{ ref('stg_tencent__service_usage') }}

),

services as (

    select * from {{ ref('stg_services__services') }}

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

from_printed_values as (

    select
        listed_areas.figure_id,
        'published tables' as basis,
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

),

from_raw_data as (

    select
        listed_areas.figure_id,
        'reconstructed raw data' as basis,
        reconstructed_lists.rank as best_rank,
        reconstructed_lists.rank as worst_rank
    from listed_areas
    inner join reconstructed_lists
        on
            listed_areas.list_code = reconstructed_lists.list_code
            and listed_areas.area_code = reconstructed_lists.area_code
    where listed_areas.printed_rank is not null

),

field_ranks as (

    -- users are whole numbers, so the order of this sum does not matter
    select
        service_usage.area_code,
        cast(
            rank() over (partition by services.field_code order by sum(service_usage.monthly_users) desc) as integer
        ) as field_rank,
        services.field_code || '_users' as subject_code
    from service_usage
    inner join services on service_usage.service_code = services.service_code
    where service_usage.period_code = '2015'
    group by
        services.field_code,
        service_usage.area_code

),

from_service_users as (

    select
        listed_areas.figure_id,
        'reconstructed raw data' as basis,
        field_ranks.field_rank as best_rank,
        field_ranks.field_rank as worst_rank
    from listed_areas
    inner join field_ranks
        on
            listed_areas.subject_code = field_ranks.subject_code
            and listed_areas.area_code = field_ranks.area_code

),

recomputed_ranks as (

    select * from from_printed_values
    union all
    select * from from_raw_data
    union all
    select * from from_service_users

)

select * from recomputed_ranks
