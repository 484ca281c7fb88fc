-- Units that are ahead of what their place elsewhere suggests, in three ways: the other pillars ahead of
-- infrastructure, the weighted industry and entrepreneurship ahead of the economy, and the smart city ahead of the
-- other pillars. A dark horse is ahead by more than the set number of ranks in each comparison of its kind.
with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

statistic_shares as (

    select * from {{ ref('int_statistic_shares') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

pillars as (

    select
        *,
        count(*) over (partition by index_code, period_code, unit_level, area_code) as pillars_of_unit
    from analysis_scores
    where pillar_code is not null

),

pillars_of_index as (

    select
        index_code,
        period_code,
        unit_level,
        max(pillars_of_unit) as pillar_count
    from pillars
    group by
        index_code,
        period_code,
        unit_level

),

complete_pillars as (

    -- a unit that is missing from one list cannot be ahead in all
    select pillars.*
    from pillars
    inner join pillars_of_index
        on
            pillars.index_code = pillars_of_index.index_code
            and pillars.period_code = pillars_of_index.period_code
            and pillars.unit_level = pillars_of_index.unit_level
            and pillars.pillars_of_unit = pillars_of_index.pillar_count

),

ahead_of_pillars as (

    select
        ahead.index_code,
        ahead.scheme_code,
        ahead.period_code,
        ahead.unit_level,
        ahead.area_code,
        ahead.origin,
        ahead.pillar_code as ahead_code,
        behind.pillar_code as behind_code,
        ahead.rank as ahead_rank,
        behind.rank as behind_rank,
        case when behind.pillar_code = 'infrastructure' then 'over_infrastructure' end as ahead_of_infrastructure,
        case when ahead.pillar_code = 'smart_city' then 'smart_city_over_others' end as smart_city_ahead
    from complete_pillars as ahead
    inner join complete_pillars as behind
        on
            ahead.index_code = behind.index_code
            and ahead.period_code = behind.period_code
            and ahead.unit_level = behind.unit_level
            and ahead.area_code = behind.area_code
            and ahead.pillar_code != behind.pillar_code

),

weighted as (

    select
        pillars.index_code,
        pillars.scheme_code,
        pillars.period_code,
        pillars.unit_level,
        pillars.area_code,
        pillars.origin,
        sum({{ exact_value('cast(pillars.score as double) * edge_weights.weight') }}) as score
    from pillars
    inner join edge_weights
        on
            pillars.scheme_code = edge_weights.scheme_code
            and pillars.index_code = edge_weights.parent_node_code
            and pillars.node_code = edge_weights.node_code
    where pillars.pillar_code in ('industry', 'entrepreneurship')
    group by
        pillars.index_code,
        pillars.scheme_code,
        pillars.period_code,
        pillars.unit_level,
        pillars.area_code,
        pillars.origin
    having count(*) = 2

),

weighted_ranks as (

    select
        *,
        cast(rank() over (
            partition by index_code, period_code, unit_level
            order by score desc
        ) as integer) as rank
    from weighted

),

comparisons as (

    select
        ahead_of_infrastructure as dark_horse_code,
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        origin,
        ahead_code,
        behind_code,
        ahead_rank,
        behind_rank
    from ahead_of_pillars
    where ahead_of_infrastructure is not null

    union all

    select
        smart_city_ahead as dark_horse_code,
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        origin,
        ahead_code,
        behind_code,
        ahead_rank,
        behind_rank
    from ahead_of_pillars
    where smart_city_ahead is not null

    union all

    select
        'over_' || statistic_shares.statistic_code as dark_horse_code,
        weighted_ranks.index_code,
        weighted_ranks.scheme_code,
        weighted_ranks.period_code,
        weighted_ranks.unit_level,
        weighted_ranks.area_code,
        case when weighted_ranks.origin = statistic_shares.origin then weighted_ranks.origin else 'reconstructed' end
            as origin,
        'industry_and_entrepreneurship' as ahead_code,
        statistic_shares.statistic_code as behind_code,
        weighted_ranks.rank as ahead_rank,
        statistic_shares.statistic_rank as behind_rank
    from weighted_ranks
    inner join statistic_shares
        on
            weighted_ranks.period_code = statistic_shares.period_code
            and weighted_ranks.unit_level = statistic_shares.unit_level
            and weighted_ranks.area_code = statistic_shares.area_code
    inner join analysis_roles
        on
            statistic_shares.statistic_code = analysis_roles.statistic_code
            and analysis_roles.role_code = 'economic_output'

),

leads as (

    select
        *,
        behind_rank - ahead_rank as rank_lead,
        min(behind_rank - ahead_rank) over (
            partition by dark_horse_code, index_code, period_code, unit_level, area_code
        ) as smallest_lead
    from comparisons

),

dark_horses as (

    select
        leads.*,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        cast(dense_rank() over (
            partition by leads.dark_horse_code, leads.index_code, leads.period_code, leads.unit_level
            order by leads.smallest_lead desc, leads.area_code asc
        ) as integer) as place
    from leads
    inner join areas on leads.area_code = areas.area_code
    where leads.smallest_lead > {{ var('dark_horse_lead') }}

)

select
    dark_horse_code,
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    ahead_code,
    behind_code,
    origin,
    place,
    ahead_rank,
    behind_rank,
    rank_lead,
    smallest_lead
from dark_horses
