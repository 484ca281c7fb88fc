-- Industries beside the statistic that stands for their traditional side: ranks of both, and who is ahead. The leading
-- units, over which the two are correlated, are marked.
with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

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

traditional_indicators as (

    select
        analysis_scores.index_code,
        analysis_scores.scheme_code,
        analysis_scores.node_code,
        statistic_shares.statistic_code,
        analysis_scores.period_code,
        statistic_shares.statistic_period_code,
        analysis_scores.unit_level,
        analysis_scores.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        analysis_scores.total_share,
        analysis_scores.rank,
        statistic_shares.statistic_value,
        statistic_shares.statistic_total_share,
        statistic_shares.statistic_rank,
        cast(analysis_scores.score as double) as score,
        case
            when analysis_scores.origin = statistic_shares.origin then analysis_scores.origin
            else 'reconstructed'
        end as origin,
        statistic_shares.statistic_rank - analysis_scores.rank as rank_lead,
        analysis_scores.rank <= {{ var('traditional_top') }} as is_top
    from analysis_scores
    inner join statistic_shares
        on
            analysis_scores.period_code = statistic_shares.period_code
            and analysis_scores.unit_level = statistic_shares.unit_level
            and analysis_scores.area_code = statistic_shares.area_code
    inner join analysis_roles
        on
            analysis_scores.node_code = analysis_roles.node_code
            and statistic_shares.statistic_code = analysis_roles.statistic_code
            and analysis_roles.role_code = 'traditional_indicator'
    inner join areas on analysis_scores.area_code = areas.area_code

)

select
    index_code,
    scheme_code,
    node_code,
    statistic_code,
    period_code,
    statistic_period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    origin,
    score,
    total_share,
    rank,
    statistic_value,
    statistic_total_share,
    statistic_rank,
    rank_lead,
    is_top
from traditional_indicators
