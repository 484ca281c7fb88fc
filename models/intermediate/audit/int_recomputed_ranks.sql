-- The rank that the printed values give. Equal printed values leave it open which one is ahead, so it is a range: from
-- one more than the number of larger values to the number of values at least as large.
with listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

value_ranks as (

    select
        list_code,
        area_code,
        rank() over (partition by list_code order by published_value desc) as best_rank,
        rank() over (partition by list_code order by published_value desc)
        + count(*) over (partition by list_code, published_value) - 1 as worst_rank
    from listed_areas
    where published_value is not null

),

recomputed_ranks as (

    select
        listed_areas.figure_id,
        listed_areas.printed_rank,
        value_ranks.best_rank,
        value_ranks.worst_rank
    from listed_areas
    inner join value_ranks
        on
            listed_areas.reference_list_code = value_ranks.list_code
            and listed_areas.area_code = value_ranks.area_code
    where listed_areas.printed_rank is not null

)

select * from recomputed_ranks
