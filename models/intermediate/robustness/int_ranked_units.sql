-- What is ranked again and again: the units with their default score and their place by it, in the root of each index
-- and in the nodes that the analysis roles ask for. A ranking is what is ranked together: a node, a period and a level.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

units as (

    select
        default_scores.index_code,
        default_scores.scheme_code,
        default_scores.node_code,
        default_scores.period_code,
        default_scores.unit_level,
        default_scores.area_code,
        default_scores.origin,
        default_scores.score,
        periods.period_end,
        count(default_scores.score) over (
            partition by
                default_scores.node_code,
                default_scores.period_code,
                default_scores.unit_level
        ) as unit_count
    from default_scores
    inner join periods on default_scores.period_code = periods.period_code
    where
        default_scores.node_code = default_scores.index_code
        or default_scores.node_code in (
            select analysis_roles.node_code from analysis_roles
            where analysis_roles.role_code = 'uncertain_node'
        )

),

rankings as (

    select distinct
        index_code,
        node_code,
        period_code,
        unit_level,
        period_end,
        unit_count
    from units

),

counted_rankings as (

    -- the latest periods come first, so that a long history does not keep the present out
    select
        node_code,
        period_code,
        unit_level,
        row_number() over (
            order by
                index_code,
                node_code,
                period_code,
                unit_level
        ) as ranking_number,
        sum(unit_count) over (
            partition by node_code
            order by
                period_end desc,
                period_code desc,
                unit_level asc
            rows between unbounded preceding and current row
        ) as units_so_far
    from rankings

),

judged as (

    select
        units.*,
        counted_rankings.ranking_number,
        case
            when units.score is null then 'the unit has no score'
            when units.unit_count < 2 then 'fewer than 2 units'
            when counted_rankings.units_so_far > {{ var('robustness_most_units') }}
                then 'later periods take up all {{ var("robustness_most_units") }} units: see robustness_most_units'
        end as reason
    from units
    inner join counted_rankings
        on
            units.node_code = counted_rankings.node_code
            and units.period_code = counted_rankings.period_code
            and units.unit_level = counted_rankings.unit_level

),

ranked_units as (

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        cast(ranking_number as integer) as ranking_number,
        area_code,
        origin,
        score,
        reason,
        cast(unit_count as integer) as unit_count,
        case
            when reason is null then 'computed'
            when reason like '%robustness_most_units' then 'too many units'
            else 'not enough data'
        end as status,
        case
            when score is not null
                then cast(rank() over (
                    partition by ranking_number
                    order by score desc nulls last
                ) as integer)
        end as rank,
        case
            when score is not null
                then cast(row_number() over (
                    partition by ranking_number
                    order by
                        score desc nulls last,
                        area_code asc
                ) as integer)
        end as place
    from judged

)

select * from ranked_units
