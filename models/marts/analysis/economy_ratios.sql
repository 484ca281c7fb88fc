-- The index beside the real economy: shares of both, ranks of both, and the location quotient, above 1 where a unit has
-- more of the index than of the economy. Both shares are taken over the units that have both numbers.
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

compared as (

    select
        analysis_scores.index_code,
        analysis_scores.scheme_code,
        analysis_scores.node_code,
        analysis_scores.period_code,
        analysis_scores.unit_level,
        analysis_scores.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        statistic_shares.statistic_code,
        statistic_shares.statistic_period_code,
        analysis_scores.score,
        analysis_scores.rank,
        analysis_scores.is_share,
        analysis_scores.reason_for_no_share,
        statistic_shares.statistic_value,
        statistic_shares.statistic_rank,
        statistic_shares.statistic_total_share as share_of_all_units,
        case
            when analysis_scores.origin = statistic_shares.origin then analysis_scores.origin
            else 'reconstructed'
        end as origin,
        sum(analysis_scores.score) over (
            partition by
                analysis_scores.node_code,
                analysis_scores.period_code,
                analysis_scores.unit_level,
                statistic_shares.statistic_code
        ) as units_score,
        sum({{ exact_value('statistic_shares.statistic_value') }}) over (
            partition by
                analysis_scores.node_code,
                analysis_scores.period_code,
                analysis_scores.unit_level,
                statistic_shares.statistic_code
        ) as units_statistic
    from analysis_scores
    inner join statistic_shares
        on
            analysis_scores.period_code = statistic_shares.period_code
            and analysis_scores.unit_level = statistic_shares.unit_level
            and analysis_scores.area_code = statistic_shares.area_code
    inner join analysis_roles
        on
            statistic_shares.statistic_code = analysis_roles.statistic_code
            and analysis_roles.role_code = 'economic_output'
    inner join areas on analysis_scores.area_code = areas.area_code
    where analysis_scores.is_headline

),

with_shares as (

    select
        *,
        coalesce(
            reason_for_no_share,
            case
                when units_score = 0 then 'all scores are zero'
                when share_of_all_units is null or units_statistic = 0 then 'the statistic has no shares'
            end
        ) as reason,
        cast(score as double) / nullif(cast(units_score as double), 0) as score_share,
        statistic_value / nullif(cast(units_statistic as double), 0) as value_share
    from compared

),

economy_ratios as (

    -- a statistic of 0 leaves no ratio
    select
        *,
        case when reason is null then score_share end as total_share,
        case when reason is null then value_share end as statistic_total_share,
        case when reason is null then score_share / nullif(value_share, 0) end as location_quotient,
        case
            when reason is null and is_share then cast(score as double) / nullif(100 * share_of_all_units, 0)
        end as score_to_statistic_ratio,
        statistic_rank - rank as rank_lead,
        case when reason is null then 'computed' else 'not enough data' end as status
    from with_shares

)

select
    index_code,
    scheme_code,
    node_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    statistic_code,
    statistic_period_code,
    origin,
    cast(score as double) as score,
    statistic_value,
    total_share,
    statistic_total_share,
    location_quotient,
    score_to_statistic_ratio,
    rank,
    statistic_rank,
    rank_lead,
    status,
    reason
from economy_ratios
