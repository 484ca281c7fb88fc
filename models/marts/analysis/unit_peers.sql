-- The units that a unit can learn most from: those with the most similar profile, whatever their size. The profile is
-- the primary indicators as shares of the unit's own sum, standardised over the units; the distance is Euclidean. Every
-- pair of units is compared, but as two short lists and not indicator by indicator, and only the nearest are kept.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

indicators as (

    select default_scores.*
    from default_scores
    inner join nodes on default_scores.node_code = nodes.node_code
    where nodes.node_kind = 'primary_indicator'

),

units as (

    select
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        origin,
        cast(sum(score) as double) as total,
        case
            when count(*) < 2 then 'fewer than 2 primary indicators'
            when count(score) < count(*) then 'a primary indicator has no score'
            when min(score) < 0 then 'a primary indicator is below 0'
            when sum(score) = 0 then 'all primary indicators are 0'
        end as reason
    from indicators
    group by
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        origin

),

judged_units as (

    select
        units.*,
        count(case when units.reason is null then 1 end) over (
            partition by
                units.index_code,
                units.period_code,
                units.unit_level
        ) as profiled_units
    from units

),

compared_units as (

    select *
    from judged_units
    where
        reason is null
        and profiled_units >= {{ var('analysis_least_units') }}
        and profiled_units <= {{ var('peers_most_units') }}

),

shares as (

    select
        indicators.index_code,
        indicators.period_code,
        indicators.unit_level,
        indicators.area_code,
        indicators.node_code,
        compared_units.profiled_units,
        cast(indicators.score as double) / compared_units.total as part
    from indicators
    inner join compared_units
        on
            indicators.index_code = compared_units.index_code
            and indicators.period_code = compared_units.period_code
            and indicators.unit_level = compared_units.unit_level
            and indicators.area_code = compared_units.area_code

),

means as (

    select
        period_code,
        unit_level,
        node_code,
        profiled_units,
        cast(sum({{ exact_square('part') }}) as double) / profiled_units as mean
    from shares
    group by
        period_code,
        unit_level,
        node_code,
        profiled_units

),

deviations as (

    select
        shares.index_code,
        shares.period_code,
        shares.unit_level,
        shares.area_code,
        shares.node_code,
        shares.profiled_units,
        shares.part - means.mean as deviation
    from shares
    inner join means
        on
            shares.period_code = means.period_code
            and shares.unit_level = means.unit_level
            and shares.node_code = means.node_code

),

spreads as (

    select
        period_code,
        unit_level,
        node_code,
        sqrt(cast(sum({{ exact_square('deviation * deviation') }}) as double) / (profiled_units - 1))
            as standard_deviation
    from deviations
    group by
        period_code,
        unit_level,
        node_code,
        profiled_units

),

profiles as (

    -- an indicator that is the same part of every unit tells none from another
    select
        deviations.index_code,
        deviations.period_code,
        deviations.unit_level,
        deviations.area_code,
        {{ list_of(
            'coalesce(deviations.deviation / nullif(spreads.standard_deviation, 0), 0)',
            'deviations.node_code'
        ) }} as profile,
        row_number() over (
            order by
                deviations.area_code,
                deviations.index_code,
                deviations.period_code
        ) as place
    from deviations
    inner join spreads
        on
            deviations.period_code = spreads.period_code
            and deviations.unit_level = spreads.unit_level
            and deviations.node_code = spreads.node_code
    group by
        deviations.index_code,
        deviations.period_code,
        deviations.unit_level,
        deviations.area_code

),

pairs as (

    -- rounded, so that what is equally far on paper is equally far here
    select
        profiles.place,
        peers.place as peer_place,
        round({{ list_distance('profiles.profile', 'peers.profile') }}, 12) as distance
    from profiles
    inner join profiles as peers
        on
            profiles.index_code = peers.index_code
            and profiles.period_code = peers.period_code
            and profiles.unit_level = peers.unit_level
            and profiles.place != peers.place

),

ranked_pairs as (

    select
        pairs.*,
        row_number() over (
            partition by pairs.place
            order by
                pairs.distance asc,
                pairs.peer_place asc
        ) as peer_rank
    from pairs

),

nearest as (

    select
        profiles.index_code,
        profiles.period_code,
        profiles.unit_level,
        profiles.area_code,
        peers.area_code as peer_area_code,
        ranked_pairs.distance,
        ranked_pairs.peer_rank
    from ranked_pairs
    inner join profiles on ranked_pairs.place = profiles.place
    inner join profiles as peers on ranked_pairs.peer_place = peers.place
    where ranked_pairs.peer_rank <= {{ var('peers') }}

),

peer_ranks as (

    select numbers.peer_rank
    from {{ whole_numbers(1, var('peers')) }} as numbers (peer_rank)

),

unit_ranks as (

    select
        judged_units.*,
        cast(peer_ranks.peer_rank as integer) as peer_rank
    from judged_units
    cross join peer_ranks

),

peers as (

    select
        unit_ranks.index_code,
        unit_ranks.scheme_code,
        unit_ranks.period_code,
        unit_ranks.unit_level,
        unit_ranks.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        unit_ranks.peer_rank,
        nearest.peer_area_code,
        peer_areas.name_zh as peer_name_zh,
        peer_areas.name_en as peer_name_en,
        unit_ranks.origin,
        nearest.distance,
        case
            when nearest.peer_area_code is not null then 'computed'
            when unit_ranks.reason is null and unit_ranks.profiled_units > {{ var('peers_most_units') }}
                then 'too many units'
            else 'not enough data'
        end as status,
        case
            when unit_ranks.reason is not null then unit_ranks.reason
            when unit_ranks.profiled_units > {{ var('peers_most_units') }}
                then 'more than {{ var("peers_most_units") }} units: see peers_most_units'
            when unit_ranks.profiled_units < {{ var('analysis_least_units') }}
                then 'fewer than {{ var("analysis_least_units") }} units with a profile'
            when nearest.peer_area_code is null then 'no more units'
        end as reason
    from unit_ranks
    inner join areas on unit_ranks.area_code = areas.area_code
    left join nearest
        on
            unit_ranks.index_code = nearest.index_code
            and unit_ranks.period_code = nearest.period_code
            and unit_ranks.unit_level = nearest.unit_level
            and unit_ranks.area_code = nearest.area_code
            and unit_ranks.peer_rank = nearest.peer_rank
    left join areas as peer_areas on nearest.peer_area_code = peer_areas.area_code

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    peer_rank,
    peer_area_code,
    peer_name_zh,
    peer_name_en,
    origin,
    status,
    reason,
    distance
from peers
