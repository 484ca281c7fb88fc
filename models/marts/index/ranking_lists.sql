-- The ranking lists, each by its code: the first units of a node at a level, under every scheme.
with lists as (

    select * from {{ ref('stg_methodology__list_definitions') }}

),

ranks as (

    select * from {{ ref('fct_ranks') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

ranked as (

    -- a list runs over the whole nation: the areas of the highest level
    select
        lists.list_code,
        lists.name_zh as list_name_zh,
        lists.name_en as list_name_en,
        ranks.index_code,
        ranks.node_code,
        ranks.scheme_code,
        ranks.period_code,
        periods.period_start,
        ranks.unit_level,
        ranks.rank,
        ranks.area_code,
        areas.name_zh,
        areas.name_en,
        ranks.origin,
        cast(ranks.score as double) as score
    from lists
    inner join ranks
        on
            lists.node_code = ranks.node_code
            and lists.unit_level = ranks.unit_level
            and lists.list_length >= ranks.rank
    inner join area_levels
        on
            ranks.list_area_level = area_levels.area_level
            and area_levels.depth = 0
    inner join periods on ranks.period_code = periods.period_code
    inner join areas on ranks.area_code = areas.area_code

)

select
    list_code,
    list_name_zh,
    list_name_en,
    index_code,
    node_code,
    scheme_code,
    period_code,
    period_start,
    unit_level,
    rank,
    area_code,
    name_zh,
    name_en,
    origin,
    score
from ranked
