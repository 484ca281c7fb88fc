-- Which rows of which printed list a statement of the text is about: list, band of ranks, and group of areas.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

rank_leads as (

    select * from {{ ref('stg_published__rank_leads') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

members as (

    select
        'published tables' as basis,
        list_code,
        subject_code,
        list_kind,
        area_code,
        printed_rank,
        published_value,
        half_unit
    from listed_areas

    union all

    -- what is computed is not rounded
    select
        'reconstructed raw data' as basis,
        list_code,
        node_code as subject_code,
        case when right(list_code, 7) = '_top_10' then 'rank' else 'score' end as list_kind,
        area_code,
        rank as printed_rank,
        score as published_value,
        0 as half_unit
    from reconstructed_lists

    union all

    -- the leads are counts of ranks: nothing about them is rounded
    select
        'published tables' as basis,
        table_code as list_code,
        figure_code as subject_code,
        'rank_lead' as list_kind,
        area_code,
        cast(null as integer) as printed_rank,
        published_value,
        0 as half_unit
    from rank_leads
    where figure_code like '%lead%'

),

area_attributes as (

    {% for attribute in [
        'area_code', 'province_code', 'area_level', 'region', 'economic_zone', 'city_type', 'is_first_tier',
        'is_sub_provincial',
    ] %}
    select
        area_code,
        '{{ attribute }}' as attribute,
        cast({{ attribute }} as string) as attribute_value
    from areas
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

statement_members as (

    -- the ten industry lists belong together: what the text counts over all of them names no list
    select
        statements.figure_id,
        statements.statistic,
        members.basis,
        members.list_code,
        members.area_code,
        members.printed_rank,
        members.published_value,
        members.half_unit
    from statements
    inner join members
        on
            statements.list_code = members.list_code
            or (
                statements.statistic = 'list_count'
                and members.list_kind = 'rank'
                and members.subject_code not like '%_users'
            )
    left join area_attributes
        on
            members.area_code = area_attributes.area_code
            and statements.group_attribute = area_attributes.attribute
    where
        (statements.rank_from is null or members.printed_rank between statements.rank_from and statements.rank_to)
        and (
            statements.group_attribute is null
            or position(' ' || area_attributes.attribute_value || ' ' in ' ' || statements.group_value || ' ') > 0
        )

)

select * from statement_members
