-- The dark-horse tables recomputed from the printed ranks. A city that stands in the lists has its rank; one that does
-- not leaves the figure open, unless all ranks that it could have give the same.
with rank_leads as (

    select * from {{ ref('stg_published__rank_leads') }}

),

listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

lists as (

    select * from {{ ref('stg_published__lists') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

city_ranks as (

    select
        listed_areas.area_code,
        listed_areas.subject_code,
        listed_areas.printed_rank,
        listed_areas.published_value
    from listed_areas
    inner join lists on listed_areas.list_code = lists.list_code
    where lists.feeds_measure_code is not null and lists.area_level = 'city'

),

last_listed as (

    select
        subject_code,
        min(published_value) as published_value
    from city_ranks
    group by subject_code

),

weights as (

    -- the two sub-indices of the rank by industry and entrepreneurship, with their weights as computed
    select
        nodes.pillar_code,
        tree_closure.weight
    from tree_closure
    inner join nodes on tree_closure.leaf_node_code = nodes.node_code
    where
        tree_closure.scheme_code = 'as_computed'
        and tree_closure.node_code = 'report_2016_published'
        and nodes.pillar_code in ('industry', 'entrepreneurship')

),

total_cities as (

    select area_code
    from listed_areas
    where list_code = 'total_appendix'

),

weighted_scores as (

    -- a city that a list leaves out scores between nothing and the last one that is in it
    select
        total_cities.area_code,
        sum({{ exact_value('weights.weight * coalesce(city_ranks.published_value, 0)') }}) as lowest_score,
        sum({{ exact_value('weights.weight * coalesce(city_ranks.published_value, last_listed.published_value)') }})
            as highest_score
    from total_cities
    cross join weights
    inner join last_listed on weights.pillar_code = last_listed.subject_code
    left join city_ranks
        on
            total_cities.area_code = city_ranks.area_code
            and weights.pillar_code = city_ranks.subject_code
    group by total_cities.area_code

),

weighted_ranks as (

    select
        weighted_scores.area_code,
        1 + sum(case when other_cities.lowest_score > weighted_scores.highest_score then 1 else 0 end) as best_rank,
        1 + sum(case when other_cities.highest_score > weighted_scores.lowest_score then 1 else 0 end) as worst_rank
    from weighted_scores
    inner join weighted_scores as other_cities on weighted_scores.area_code != other_cities.area_code
    group by weighted_scores.area_code

),

from_city_lists as (

    select
        rank_leads.figure_id,
        'published tables' as basis,
        case rank_leads.table_code
            when 'leads_over_infrastructure' then infrastructure.printed_rank - compared_ranks.printed_rank
            else compared_ranks.printed_rank - smart_city.printed_rank
        end as recomputed_value,
        'the printed ranks of the sub-index lists' as recomputed_from
    from rank_leads
    inner join city_ranks as compared_ranks
        on
            rank_leads.area_code = compared_ranks.area_code
            and compared_ranks.subject_code = case rank_leads.table_code
                when 'leads_over_infrastructure' then replace(rank_leads.figure_code, '_lead', '')
                else replace(rank_leads.figure_code, 'lead_over_', '')
            end
    left join city_ranks as infrastructure
        on
            rank_leads.area_code = infrastructure.area_code
            and infrastructure.subject_code = 'infrastructure'
    left join city_ranks as smart_city
        on
            rank_leads.area_code = smart_city.area_code
            and smart_city.subject_code = 'smart_city'
    where rank_leads.table_code in ('leads_over_infrastructure', 'smart_city_leads')

),

smart_city_ranks as (

    select
        rank_leads.figure_id,
        'published tables' as basis,
        city_ranks.printed_rank as recomputed_value,
        'the printed rank of the smart-city list' as recomputed_from
    from rank_leads
    inner join city_ranks
        on
            rank_leads.area_code = city_ranks.area_code
            and city_ranks.subject_code = 'smart_city'
    where rank_leads.figure_code = 'smart_city_rank'

),

leads_over_gdp as (

    select
        rank_leads.figure_id,
        'published tables' as basis,
        gdp_ranks.published_value - index_ranks.published_value as recomputed_value,
        'the two ranks that are printed beside it' as recomputed_from
    from rank_leads
    inner join rank_leads as gdp_ranks
        on
            rank_leads.table_code = gdp_ranks.table_code
            and rank_leads.area_code = gdp_ranks.area_code
            and gdp_ranks.figure_code = 'gdp_rank'
    inner join rank_leads as index_ranks
        on
            rank_leads.table_code = index_ranks.table_code
            and rank_leads.area_code = index_ranks.area_code
            and index_ranks.figure_code = 'industry_entrepreneurship_rank'
    where rank_leads.table_code = 'leads_over_gdp' and rank_leads.figure_code = 'lead'

),

certain_weighted_ranks as (

    select
        rank_leads.figure_id,
        'published tables' as basis,
        weighted_ranks.best_rank as recomputed_value,
        'the weighted industry and entrepreneurship scores of the top 100 lists' as recomputed_from
    from rank_leads
    inner join weighted_ranks on rank_leads.area_code = weighted_ranks.area_code
    where
        rank_leads.figure_code = 'industry_entrepreneurship_rank'
        and weighted_ranks.best_rank = weighted_ranks.worst_rank

),

raw_ranks as (

    select
        node_code,
        area_code,
        rank,
        score
    from reconstructed_lists
    where list_code in ('infrastructure_top_100', 'industry_top_100', 'entrepreneurship_top_100', 'smart_city_top_100')

),

raw_weighted_ranks as (

    select
        raw_ranks.area_code,
        rank() over (order by sum({{ exact_value('weights.weight * raw_ranks.score') }}) desc) as weighted_rank
    from raw_ranks
    inner join weights on raw_ranks.node_code = weights.pillar_code
    group by raw_ranks.area_code

),

from_raw_data as (

    select
        rank_leads.figure_id,
        'reconstructed raw data' as basis,
        case rank_leads.figure_code
            when 'smart_city_rank' then smart_city.rank
            when 'industry_entrepreneurship_rank' then raw_weighted_ranks.weighted_rank
            else
                case rank_leads.table_code
                    when 'leads_over_infrastructure' then infrastructure.rank - compared_ranks.rank
                    when 'smart_city_leads' then compared_ranks.rank - smart_city.rank
                end
        end as recomputed_value,
        'the ranks from raw data' as recomputed_from
    from rank_leads
    left join raw_weighted_ranks on rank_leads.area_code = raw_weighted_ranks.area_code
    left join raw_ranks as infrastructure
        on
            rank_leads.area_code = infrastructure.area_code
            and infrastructure.node_code = 'infrastructure'
    left join raw_ranks as smart_city
        on
            rank_leads.area_code = smart_city.area_code
            and smart_city.node_code = 'smart_city'
    left join raw_ranks as compared_ranks
        on
            rank_leads.area_code = compared_ranks.area_code
            and replace(replace(rank_leads.figure_code, '_lead', ''), 'lead_over_', '') = compared_ranks.node_code

),

recomputed_rank_leads as (

    select * from from_city_lists
    where recomputed_value is not null
    union all
    select * from smart_city_ranks
    union all
    select * from leads_over_gdp
    union all
    select * from certain_weighted_ranks
    union all
    select * from from_raw_data
    where recomputed_value is not null

)

select * from recomputed_rank_leads
