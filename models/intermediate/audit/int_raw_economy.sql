-- Figures that set the index beside the traditional economy, from the reconstructed raw data: GDP ranks and leads over
-- them, correlations by band of ranks, leads over industry statistics, and users against internet users.
with statements as (

    select * from {{ ref('stg_published__statements') }}

),

rank_leads as (

    select * from {{ ref('stg_published__rank_leads') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

recomputed_rank_leads as (

    select * from {{ ref('int_recomputed_rank_leads') }}

),

cities as (

    select * from {{ ref('stg_public_statistics__cities') }}

),

provinces as (

    select * from {{ ref('stg_public_statistics__provinces') }}

),

unit_users as (

    select * from {{ ref('stg_services__unit_users') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

indicators as (

    {% for indicator, index_name in {
        'gdp': 'gdp_share',
        'retail_sales': 'retail_sales',
        'deposits': 'deposits',
        'top_class_hospitals': 'top_class_hospitals',
        'universities': 'universities',
    }.items() %}
    select
        '{{ index_name }}' as indicator,
        area_code,
        {{ indicator }} as value,
        rank() over (order by {{ indicator }} desc) as rank
    from cities
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

gdp_figures as (

    select
        rank_leads.figure_id,
        case rank_leads.figure_code
            when 'gdp_rank' then indicators.rank
            else indicators.rank - index_ranks.recomputed_value
        end as recomputed_value
    from rank_leads
    inner join indicators
        on
            rank_leads.area_code = indicators.area_code
            and indicators.indicator = 'gdp_share'
    left join recomputed_rank_leads as index_ranks
        on
            rank_leads.table_code || ':' || rank_leads.area_code || ':industry_entrepreneurship_rank'
            = index_ranks.figure_id
            and index_ranks.basis = 'reconstructed raw data'
    where rank_leads.table_code = 'leads_over_gdp' and rank_leads.figure_code in ('gdp_rank', 'lead')

),

statement_leads as (

    select
        statements.figure_id,
        indicators.rank - reconstructed_lists.rank as recomputed_value
    from statements
    inner join indicators
        on
            statements.group_value = indicators.area_code
            and statements.compared_attribute = indicators.indicator
    inner join reconstructed_lists
        on
            statements.group_value = reconstructed_lists.area_code
            and reconstructed_lists.list_code = case statements.compared_attribute
                when 'retail_sales' then 'retail_top_100'
                when 'deposits' then 'finance_top_100'
                when 'top_class_hospitals' then 'healthcare_top_100'
                when 'universities' then 'education_top_100'
            end
    where statements.statistic = 'lead'

),

correlations as (

    -- the band of ranks is that of the total where the list says so, otherwise that of the scored list itself
    select
        statements.figure_id,
        corr(scored.score, indicators.value) as recomputed_value
    from statements
    inner join reconstructed_lists as scored on scored.list_code = statements.group_value || '_top_100'
    inner join reconstructed_lists as banded
        on
            scored.area_code = banded.area_code
            and banded.list_code = coalesce(statements.list_code, statements.group_value || '_top_100')
            and banded.rank between statements.rank_from and statements.rank_to
    inner join indicators
        on
            scored.area_code = indicators.area_code
            and statements.compared_attribute = indicators.indicator
    where statements.statistic = 'correlation'
    group by statements.figure_id

),

user_excess as (

    select
        provinces.area_code,
        100.0 * unit_users.monthly_users / sum(unit_users.monthly_users) over ()
        - 100.0 * provinces.internet_users / sum(provinces.internet_users) over () as excess
    from provinces
    inner join unit_users
        on
            provinces.area_code = unit_users.area_code
            and unit_users.period_code = '2015'
    inner join areas
        on
            provinces.area_code = areas.area_code
            and areas.area_level = 'province'

),

user_statements as (

    select
        statements.figure_id,
        user_excess.excess as recomputed_value
    from statements
    inner join user_excess on statements.group_value = user_excess.area_code
    where statements.statistic = 'user_share' and statements.compared_attribute = 'internet_user_share'

    union all

    select
        statements.figure_id,
        sum(case when user_excess.excess > 0 then 1 else 0 end) as recomputed_value
    from statements
    cross join user_excess
    where statements.statistic = 'count' and statements.compared_attribute = 'internet_user_share'
    group by statements.figure_id

),

all_figures as (

    select * from gdp_figures
    union all
    select * from statement_leads
    union all
    select * from correlations
    union all
    select * from user_statements

),

raw_economy as (

    -- correlations are taken over doubles: what the order of the sum leaves open is far below any printed decimal
    select
        figure_id,
        'reconstructed raw data' as basis,
        'the raw data and the public statistics' as recomputed_from,
        round(recomputed_value, 9) as recomputed_value
    from all_figures

)

select * from raw_economy
