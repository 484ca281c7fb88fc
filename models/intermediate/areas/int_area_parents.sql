-- The parent of every area in every period: that of the membership that covers the whole period where the area has
-- memberships, and the one that stands with the area where it has none.
with areas as (

    select * from {{ ref('stg_reference__areas') }}

),

area_memberships as (

    select * from {{ ref('stg_reference__area_memberships') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

areas_with_memberships as (

    select distinct area_code
    from area_memberships

),

area_parents as (

    select
        periods.period_code,
        areas.area_code,
        case
            when areas_with_memberships.area_code is null then areas.parent_area_code
            else area_memberships.parent_area_code
        end as parent_area_code
    from periods
    cross join areas
    left join areas_with_memberships on areas.area_code = areas_with_memberships.area_code
    left join area_memberships
        on
            areas.area_code = area_memberships.area_code
            and periods.period_start >= area_memberships.valid_from
            and periods.period_end <= coalesce(area_memberships.valid_to, date '9999-12-31')

)

select * from area_parents
