-- Whether a unit really is ahead of the next one: in which part of the draws that have both it scores higher.
with ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

simulated_ranks as (

    select * from {{ ref('int_simulated_ranks') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

analyses as (

    select distinct analysis_code
    from {{ ref('stg_methodology__uncertain_choices') }}

),

ahead as (

    select
        analysis_code,
        ranking_number,
        place,
        sum(draws_compared) as draws,
        sum(draws_ahead) as draws_ahead
    from simulated_ranks
    group by
        analysis_code,
        ranking_number,
        place
    having sum(draws_compared) >= {{ var('robustness_fewest_draws') }}

),

neighbours as (

    select
        first_units.index_code,
        first_units.scheme_code,
        first_units.node_code,
        first_units.period_code,
        first_units.unit_level,
        analyses.analysis_code,
        first_units.place,
        first_units.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        first_units.rank,
        next_units.area_code as next_area_code,
        next_areas.name_zh as next_name_zh,
        next_areas.name_en as next_name_en,
        next_units.rank as next_rank,
        first_units.origin,
        case
            when first_units.status = 'computed' and ahead.place is null then 'not computed'
            else first_units.status
        end as status,
        case
            when first_units.status = 'computed' and ahead.place is null
                then 'fewer than {{ var("robustness_fewest_draws") }} draws could be computed'
            else first_units.reason
        end as reason,
        cast(ahead.draws as integer) as draws,
        cast(ahead.draws_ahead as double) / ahead.draws as share_ahead,
        ahead.draws_ahead >= {{ var('robustness_confidence') }} * ahead.draws as is_distinguishable
    from ranked_units as first_units
    inner join ranked_units as next_units
        on
            first_units.ranking_number = next_units.ranking_number
            and first_units.place + 1 = next_units.place
    inner join areas on first_units.area_code = areas.area_code
    inner join areas as next_areas on next_units.area_code = next_areas.area_code
    cross join analyses
    left join ahead
        on
            analyses.analysis_code = ahead.analysis_code
            and first_units.ranking_number = ahead.ranking_number
            and first_units.place = ahead.place

)

select
    index_code,
    scheme_code,
    node_code,
    period_code,
    unit_level,
    analysis_code,
    place,
    area_code,
    unit_name_zh,
    unit_name_en,
    rank,
    next_area_code,
    next_name_zh,
    next_name_en,
    next_rank,
    origin,
    status,
    reason,
    draws,
    share_ahead,
    is_distinguishable
from neighbours
