-- How likely a unit is to stand on each rank: the shares of the draws that brought it there.
with simulated_ranks as (

    select * from {{ ref('int_simulated_ranks') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

rank_probabilities as (

    select
        ranked_units.index_code,
        ranked_units.node_code,
        ranked_units.period_code,
        ranked_units.unit_level,
        simulated_ranks.analysis_code,
        ranked_units.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        ranked_units.origin,
        simulated_ranks.simulated_rank as rank,
        cast(simulated_ranks.draws as integer) as draws,
        cast(simulated_ranks.draws as double) / sum(simulated_ranks.draws) over (
            partition by
                simulated_ranks.analysis_code,
                simulated_ranks.ranking_number,
                simulated_ranks.place
        ) as rank_probability
    from simulated_ranks
    inner join ranked_units
        on
            simulated_ranks.ranking_number = ranked_units.ranking_number
            and simulated_ranks.place = ranked_units.place
    inner join areas on ranked_units.area_code = areas.area_code

)

select
    index_code,
    node_code,
    period_code,
    unit_level,
    analysis_code,
    area_code,
    unit_name_zh,
    unit_name_en,
    origin,
    rank,
    draws,
    rank_probability
from rank_probabilities
