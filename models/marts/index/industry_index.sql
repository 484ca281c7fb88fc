-- The industry indices of every unit: one index per industry, each with its own measures and weights.
with industry_scores as (

    select * from {{ ref('int_industry_scores') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

industries as (

    select
        industry_code,
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        name_zh,
        name_en,
        province_code,
        region,
        origin,
        rank,
        cast(score as double) as score
    from industry_scores

),

with_change as (

    select
        industries.*,
        periods.period_start,
        industries.score - earlier.score as score_change,
        earlier.rank - industries.rank as rank_change
    from industries
    inner join periods on industries.period_code = periods.period_code
    left join industries as earlier
        on
            industries.index_code = earlier.index_code
            and industries.unit_level = earlier.unit_level
            and industries.area_code = earlier.area_code
            and periods.previous_period_code = earlier.period_code

)

select
    industry_code,
    index_code,
    scheme_code,
    period_code,
    period_start,
    unit_level,
    area_code,
    name_zh,
    name_en,
    province_code,
    region,
    origin,
    rank,
    score,
    rank_change,
    score_change
from with_change
