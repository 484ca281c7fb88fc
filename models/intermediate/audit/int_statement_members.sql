-- Which rows of which printed list a statement of the text is about: list, band of ranks, and group of areas.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_attributes as (

    {% for attribute in [
        'area_code', 'province_code', 'area_level', 'region', 'economic_zone', 'city_type', 'is_first_tier',
        'is_sub_provincial',
    ] %}
    select
        area_code,
        '{{ attribute }}' as attribute,
        cast({{ attribute }} as varchar) as attribute_value
    from areas
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

statement_members as (

    -- the ten industry lists belong together: what the text counts over all of them names no list
    select
        statements.figure_id,
        statements.statistic,
        listed_areas.list_code,
        listed_areas.area_code,
        listed_areas.printed_rank,
        listed_areas.published_value,
        listed_areas.half_unit
    from statements
    inner join listed_areas
        on
            statements.list_code = listed_areas.list_code
            or (
                statements.statistic in ('list_count', 'rank_of_all')
                and listed_areas.list_kind = 'rank'
                and listed_areas.subject_code not like '%_users'
            )
    left join area_attributes
        on
            listed_areas.area_code = area_attributes.area_code
            and statements.group_attribute = area_attributes.attribute
    where
        (statements.rank_from is null or listed_areas.printed_rank between statements.rank_from and statements.rank_to)
        and (
            statements.group_attribute is null
            or position(' ' || area_attributes.attribute_value || ' ' in ' ' || statements.group_value || ' ') > 0
        )

)

select * from statement_members
