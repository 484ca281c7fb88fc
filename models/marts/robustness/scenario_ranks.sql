-- The ranks of a unit under each scenario: every weight scheme of its index, and the default scheme without one child
-- of the root, its weight shared out over the others.
-- depends_on: {{ ref('input_faults') }}
with scores as (

    select * from {{ ref('fct_scores') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

root_children as (

    select
        edge_weights.index_code,
        edge_weights.scheme_code,
        edge_weights.node_code,
        edge_weights.weight,
        nodes.aggregation,
        count(*) over (partition by edge_weights.index_code) as child_count
    from edge_weights
    inner join nodes on edge_weights.index_code = nodes.node_code
    where
        edge_weights.is_default
        and edge_weights.parent_node_code = edge_weights.index_code
        and edge_weights.weight > 0

),

child_scores as (

    select
        scores.index_code,
        scores.period_code,
        scores.unit_level,
        scores.area_code,
        scores.node_code,
        {{ exact_weight('root_children.weight') }} as weight,
        {{ exact_value('root_children.weight * scores.score') }} as contribution
    from scores
    inner join root_children
        on
            scores.scheme_code = root_children.scheme_code
            and scores.node_code = root_children.node_code
    where scores.score is not null and root_children.aggregation = 'arithmetic'

),

all_children as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        sum(weight) as weight,
        sum(contribution) as contribution
    from child_scores
    group by
        index_code,
        period_code,
        unit_level,
        area_code

),

dropped as (

    -- exact decimals: what is left is what the other children add up to
    select
        ranked_units.index_code,
        ranked_units.period_code,
        ranked_units.unit_level,
        ranked_units.area_code,
        root_children.scheme_code,
        root_children.node_code as dropped_node_code,
        false as is_default,
        case
            when ranked_units.score is not null and all_children.weight > coalesce(child_scores.weight, 0)
                then {{ exact_value(
                    'cast(all_children.contribution - coalesce(child_scores.contribution, 0) as double)'
                    ~ ' / cast(all_children.weight - coalesce(child_scores.weight, 0) as double)'
                ) }}
        end as score,
        case
            when root_children.aggregation != 'arithmetic' then 'the root is no arithmetic mean'
        end as reason
    from ranked_units
    inner join root_children
        on
            ranked_units.index_code = root_children.index_code
            and root_children.child_count > 1
    left join all_children
        on
            ranked_units.index_code = all_children.index_code
            and ranked_units.period_code = all_children.period_code
            and ranked_units.unit_level = all_children.unit_level
            and ranked_units.area_code = all_children.area_code
    left join child_scores
        on
            ranked_units.index_code = child_scores.index_code
            and ranked_units.period_code = child_scores.period_code
            and ranked_units.unit_level = child_scores.unit_level
            and ranked_units.area_code = child_scores.area_code
            and root_children.node_code = child_scores.node_code

),

scenarios as (

    select
        ranked_units.index_code,
        ranked_units.period_code,
        ranked_units.unit_level,
        ranked_units.area_code,
        index_schemes.scheme_code,
        cast(null as varchar) as dropped_node_code,
        index_schemes.is_default,
        scores.score,
        cast(null as varchar) as reason
    from ranked_units
    inner join index_schemes on ranked_units.index_code = index_schemes.index_code
    left join scores
        on
            ranked_units.index_code = scores.node_code
            and ranked_units.period_code = scores.period_code
            and ranked_units.unit_level = scores.unit_level
            and ranked_units.area_code = scores.area_code
            and index_schemes.scheme_code = scores.scheme_code

    union all

    select * from dropped

),

ranked as (

    select
        scenarios.*,
        case when scenarios.dropped_node_code is null then 'scheme' else 'without_child' end as scenario_kind,
        coalesce('without_' || scenarios.dropped_node_code, scenarios.scheme_code) as scenario_code,
        case
            when scenarios.score is not null
                then cast(rank() over (
                    partition by
                        scenarios.index_code,
                        scenarios.period_code,
                        scenarios.unit_level,
                        scenarios.scheme_code,
                        scenarios.dropped_node_code
                    order by scenarios.score desc nulls last
                ) as integer)
        end as rank
    from scenarios

),

with_default as (

    select
        ranked.index_code,
        ranked.period_code,
        ranked.unit_level,
        ranked.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        ranked.scenario_code,
        ranked.scenario_kind,
        ranked.scheme_code,
        ranked.dropped_node_code,
        ranked.is_default,
        ranked_units.origin,
        ranked.score,
        ranked.rank,
        ranked_units.rank as default_rank,
        ranked.rank - ranked_units.rank as rank_shift,
        case
            when ranked.reason is not null then 'not computed'
            when ranked.score is null or ranked_units.score is null then 'not enough data'
            else 'computed'
        end as status,
        case
            when ranked.reason is not null then ranked.reason
            when ranked_units.score is null then 'the unit has no default score'
            when ranked.score is null then 'the unit has no score'
        end as reason
    from ranked
    inner join ranked_units
        on
            ranked.index_code = ranked_units.index_code
            and ranked.period_code = ranked_units.period_code
            and ranked.unit_level = ranked_units.unit_level
            and ranked.area_code = ranked_units.area_code
    inner join areas on ranked.area_code = areas.area_code

)

select
    index_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    scenario_code,
    scenario_kind,
    scheme_code,
    dropped_node_code,
    is_default,
    origin,
    status,
    reason,
    score,
    rank,
    default_rank,
    rank_shift
from with_default
