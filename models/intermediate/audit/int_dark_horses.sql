-- How many cities are ahead of their infrastructure rank by more than 20 in all three other sub-indices: by the printed
-- tables (the table of such cities, and what the leads of the smart-city table imply for the others), and by raw data.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

rank_leads as (

    select * from {{ ref('stg_published__rank_leads') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

smart_city_leads as (

    select
        area_code,
        max(case when figure_code = 'lead_over_infrastructure' then published_value end) as over_infrastructure,
        max(case when figure_code = 'lead_over_industry' then published_value end) as over_industry,
        max(case when figure_code = 'lead_over_entrepreneurship' then published_value end) as over_entrepreneurship
    from rank_leads
    where table_code = 'smart_city_leads'
    group by area_code

),

printed_dark_horses as (

    select area_code
    from rank_leads
    where table_code = 'leads_over_infrastructure'

    union

    -- smart city is ahead of both, so industry is ahead of infrastructure by the difference
    select area_code
    from smart_city_leads
    where
        over_infrastructure > 20
        and over_infrastructure - over_industry > 20
        and over_infrastructure - over_entrepreneurship > 20

),

leads_from_raw_data as (

    select
        compared.area_code,
        min(infrastructure.rank - compared.rank) as smallest_lead
    from reconstructed_lists as infrastructure
    inner join reconstructed_lists as compared
        on
            infrastructure.area_code = compared.area_code
            and compared.list_code in ('industry_top_100', 'entrepreneurship_top_100', 'smart_city_top_100')
    where infrastructure.list_code = 'infrastructure_top_100'
    group by compared.area_code

),

dark_horses as (

    select
        'published tables' as basis,
        area_code
    from printed_dark_horses

    union all

    select
        'reconstructed raw data' as basis,
        area_code
    from leads_from_raw_data
    where smallest_lead > 20

),

printed as (

    select distinct area_code
    from rank_leads
    where table_code = 'leads_over_infrastructure'

),

named as (

    select
        dark_horses.basis,
        count(*) as dark_horse_count,
        {{ dbt.listagg(
            'case when printed.area_code is null then areas.name_en end', "', '", 'order by areas.area_code'
        ) }} as missing
    from dark_horses
    inner join areas on dark_horses.area_code = areas.area_code
    left join printed on dark_horses.area_code = printed.area_code
    group by dark_horses.basis

),

dark_horse_counts as (

    select
        statements.figure_id,
        named.basis,
        named.dark_horse_count as recomputed_value,
        0 as uncertainty,
        'the ranks; not in the table: ' || coalesce(named.missing, 'none') as recomputed_from
    from statements
    cross join named
    where statements.statement_id = 'dark_horse_count_over_infrastructure'

)

select * from dark_horse_counts
