-- The Lorenz curve of each node and the part of the leading units: units from the first place down.
with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

curve as (

    select
        analysis_scores.index_code,
        analysis_scores.scheme_code,
        analysis_scores.node_code,
        analysis_scores.period_code,
        analysis_scores.unit_level,
        analysis_scores.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        analysis_scores.origin,
        analysis_scores.place,
        analysis_scores.rank,
        analysis_scores.units,
        analysis_scores.total_share,
        analysis_scores.reason_for_no_share as reason,
        cast(analysis_scores.score as double) as score,
        cast(sum(analysis_scores.score) over (
            partition by analysis_scores.node_code, analysis_scores.period_code, analysis_scores.unit_level
            order by analysis_scores.place
            rows between unbounded preceding and current row
        ) as double) as cumulated_score,
        cast(analysis_scores.place as double) / analysis_scores.units as cumulated_unit_share,
        case
            when analysis_scores.reason_for_no_share is null
                then
                    cast(sum(analysis_scores.score) over (
                        partition by
                            analysis_scores.node_code,
                            analysis_scores.period_code,
                            analysis_scores.unit_level
                        order by analysis_scores.place
                        rows between unbounded preceding and current row
                    ) as double)
                    / cast(analysis_scores.units_score as double)
        end as cumulated_share,
        case when analysis_scores.reason_for_no_share is null then 'computed' else 'not enough data' end as status
    from analysis_scores
    inner join areas on analysis_scores.area_code = areas.area_code
    where analysis_scores.is_headline

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
    origin,
    place,
    rank,
    units,
    cumulated_unit_share,
    score,
    cumulated_score,
    total_share,
    cumulated_share,
    status,
    reason
from curve
