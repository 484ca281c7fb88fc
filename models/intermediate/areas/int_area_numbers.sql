-- A number for every area. Tables of one row for each value keep it in the place of the code: a text costs several
-- times as much to write, to group by and to join.
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_numbers as (

    select
        area_code,
        area_level,
        cast(row_number() over (order by area_code) as integer) as area_number
    from areas

)

select * from area_numbers
