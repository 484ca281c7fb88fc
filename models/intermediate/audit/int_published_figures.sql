-- Every printed figure in one shape.
with listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

rank_leads as (

    select * from {{ ref('stg_published__rank_leads') }}

),

statements as (

    select * from {{ ref('stg_published__statements') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

listed_figures as (

    select
        listed_areas.figure_id,
        listed_areas.list_kind as figure_kind,
        listed_areas.section,
        listed_areas.list_name_en || ': ' || areas.name_en as subject,
        listed_areas.list_code as source_table,
        listed_areas.subject_code as statistic,
        listed_areas.area_code,
        coalesce(listed_areas.published_value, listed_areas.printed_rank) as published_value,
        coalesce(listed_areas.printed_decimals, 0) as printed_decimals,
        listed_areas.printed_rank as published_rank,
        'equals' as comparison,
        false as is_implied
    from listed_areas
    inner join areas on listed_areas.area_code = areas.area_code

),

rank_lead_figures as (

    select
        rank_leads.figure_id,
        'rank_lead' as figure_kind,
        case rank_leads.table_code
            when 'smart_city_leads' then '5.1.3 table 2'
            else 'executive summary'
        end as section,
        replace(rank_leads.table_code, '_', ' ') || ', ' || replace(rank_leads.figure_code, '_', ' ') || ': '
        || areas.name_en as subject,
        rank_leads.table_code as source_table,
        rank_leads.figure_code as statistic,
        rank_leads.area_code,
        rank_leads.published_value,
        rank_leads.printed_decimals,
        cast(null as integer) as published_rank,
        'equals' as comparison,
        false as is_implied
    from rank_leads
    inner join areas on rank_leads.area_code = areas.area_code

),

statement_figures as (

    select
        figure_id,
        'statement' as figure_kind,
        section,
        subject,
        'statements' as source_table,
        statistic,
        case when group_attribute = 'area_code' and position(' ' in group_value) = 0 then group_value end as area_code,
        published_value,
        printed_decimals,
        cast(null as integer) as published_rank,
        comparison,
        is_implied
    from statements

),

published_figures as (

    select * from listed_figures
    union all
    select * from rank_lead_figures
    union all
    select * from statement_figures

)

select * from published_figures
