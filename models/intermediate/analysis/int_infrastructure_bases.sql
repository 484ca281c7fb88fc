-- The market base and the technology base of every unit, their ratio, and the total of the index that they belong to. A
-- unit whose technology reaches its market is a leading one.
with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

market_nodes as (

    select node_code
    from analysis_roles
    where role_code = 'market_base'

),

technology_nodes as (

    select node_code
    from analysis_roles
    where role_code = 'technology_base'

),

bases as (

    select
        market.index_code,
        market.scheme_code,
        market.period_code,
        market.unit_level,
        market.area_code,
        market.origin,
        market.rank as market_rank,
        technology.rank as technology_rank,
        totals.rank as index_rank,
        cast(market.score as double) as market_score,
        cast(technology.score as double) as technology_score,
        cast(totals.score as double) as index_score,
        case
            when market.score > 0 then cast(technology.score as double) / cast(market.score as double)
        end as technology_market_ratio
    from analysis_scores as market
    inner join market_nodes on market.node_code = market_nodes.node_code
    inner join analysis_scores as technology
        on
            market.index_code = technology.index_code
            and market.period_code = technology.period_code
            and market.unit_level = technology.unit_level
            and market.area_code = technology.area_code
    inner join technology_nodes on technology.node_code = technology_nodes.node_code
    left join analysis_scores as totals
        on
            market.index_code = totals.node_code
            and market.period_code = totals.period_code
            and market.unit_level = totals.unit_level
            and market.area_code = totals.area_code

),

infrastructure_bases as (

    select
        *,
        technology_score - market_score as technology_lead,
        coalesce(technology_market_ratio >= {{ var('leading_base_ratio') }}, false) as is_leading
    from bases

)

select * from infrastructure_bases
