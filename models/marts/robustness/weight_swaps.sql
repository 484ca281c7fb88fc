-- How far one weight has to move before a unit and the next one swap. The child's weight moves from w to w', the others
-- share out what is left in their old proportions. Scores are means, so this mixes the old weights with that child
-- alone: with t = (w' - w) / (1 - w) a unit that has all children scores (1 - t) * score + t * child's score. Where a
-- unit lacks some, weights are divided by those of what it has, and two scores are equal at a root of a quadratic.
with ranked_units as (

    select * from {{ ref('int_ranked_units') }}
    where node_code = index_code

),

default_scores as (

    select * from {{ ref('int_default_scores') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

child_scores as (

    select
        ranked_units.ranking_number,
        ranked_units.place,
        ranked_units.score,
        edge_weights.node_code,
        edge_weights.weight,
        cast(default_scores.score as double) as child_score,
        count(*) over (
            partition by
                ranked_units.ranking_number,
                ranked_units.place
        ) as child_count,
        count(default_scores.score) over (
            partition by
                ranked_units.ranking_number,
                ranked_units.place
        ) as present_children,
        cast(sum(
            case when default_scores.score is not null then {{ exact_weight('edge_weights.weight') }} end
        ) over (
            partition by
                ranked_units.ranking_number,
                ranked_units.place
        ) as double)
        / cast(sum({{ exact_weight('edge_weights.weight') }}) over (
            partition by
                ranked_units.ranking_number,
                ranked_units.place
        ) as double) as present_weight
    from ranked_units
    inner join edge_weights
        on
            ranked_units.index_code = edge_weights.index_code
            and ranked_units.index_code = edge_weights.parent_node_code
            and edge_weights.is_default
            and edge_weights.weight > 0
    left join default_scores
        on
            edge_weights.node_code = default_scores.node_code
            and ranked_units.index_code = default_scores.index_code
            and ranked_units.period_code = default_scores.period_code
            and ranked_units.unit_level = default_scores.unit_level
            and ranked_units.area_code = default_scores.area_code
    where ranked_units.place is not null

),

pulls as (

    -- where the weight leads: the child's score, stretched by what the unit lacks. A unit without the child, or with no
    -- other, has the same score whatever the weight: it is led to where it is
    select
        *,
        case when child_score is not null and present_children > 1 then 1 / present_weight else 1 end as stretch,
        case
            when child_score is not null and present_children > 1 then child_score / present_weight
            else cast(score as double)
        end as pull
    from child_scores

),

paired as (

    select
        first_units.index_code,
        first_units.scheme_code,
        first_units.period_code,
        first_units.unit_level,
        first_units.place,
        first_units.area_code,
        first_units.rank,
        next_units.area_code as next_area_code,
        next_units.rank as next_rank,
        first_pulls.node_code,
        first_units.origin,
        first_pulls.weight,
        first_pulls.stretch,
        next_pulls.stretch as next_stretch,
        first_pulls.pull,
        next_pulls.pull as next_pull,
        cast(first_units.score as double) as score,
        cast(next_units.score as double) as next_score,
        cast(first_units.score - next_units.score as double) as score_lead,
        case
            when nodes.aggregation != 'arithmetic' then 'the root is no arithmetic mean'
            when first_pulls.child_count < 2 then 'fewer than 2 weights to vary'
        end as reason
    from ranked_units as first_units
    inner join ranked_units as next_units
        on
            first_units.ranking_number = next_units.ranking_number
            and first_units.place + 1 = next_units.place
    inner join nodes on first_units.index_code = nodes.node_code
    inner join pulls as first_pulls
        on
            first_units.ranking_number = first_pulls.ranking_number
            and first_units.place = first_pulls.place
    inner join pulls as next_pulls
        on
            next_units.ranking_number = next_pulls.ranking_number
            and next_units.place = next_pulls.place
            and first_pulls.node_code = next_pulls.node_code

),

equations as (

    -- (score + t (pull - score)) (1 + t (next_stretch - 1)) less the same of the next unit is
    -- quadratic * t * t + linear * t + score_lead. The same stretch divides out, and t comes from a line
    select
        *,
        case
            when stretch = next_stretch then 0
            else (pull - score) * (next_stretch - 1) - (next_pull - next_score) * (stretch - 1)
        end as quadratic,
        case
            when stretch = next_stretch then pull - next_pull - score_lead
            else score * (next_stretch - 1) + pull - next_score * (stretch - 1) - next_pull - score_lead
        end as linear
    from paired
    where reason is null

),

halves as (

    -- the root that does not cancel out, times what it is divided by: of a line there is one root, score_lead / half
    select
        *,
        case
            when linear * linear >= 4 * quadratic * score_lead
                then -0.5 * (
                    linear
                    + case when linear < 0 then -1 else 1 end * sqrt(linear * linear - 4 * quadratic * score_lead)
                )
        end as half
    from equations

),

roots as (

    select
        *,
        round(weight + (1 - weight) * score_lead / nullif(half, 0), 12) as first_root,
        round(weight + (1 - weight) * half / nullif(quadratic, 0), 12) as second_root
    from halves

),

inside as (

    -- at a weight of 0 or 1 the two would tie and not swap
    select
        *,
        case when first_root > 0 and first_root < 1 then first_root end as first_inside,
        case when second_root > 0 and second_root < 1 then second_root end as second_inside
    from roots

),

swaps as (

    select
        *,
        case
            when score_lead = 0 then weight
            when second_inside is null or abs(first_inside - weight) <= abs(second_inside - weight) then first_inside
            else second_inside
        end as weight_at_swap
    from inside

),

changed as (

    -- rounded as well, so that equal changes are equal
    select
        *,
        round(weight_at_swap - weight, 12) as weight_change
    from swaps

),

nearest as (

    select
        *,
        row_number() over (
            partition by
                index_code,
                period_code,
                unit_level,
                place
            order by
                abs(weight_change) asc nulls last,
                node_code asc
        ) = 1 and weight_at_swap is not null as is_nearest
    from changed

),

weight_swaps as (

    select
        paired.*,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        next_areas.name_zh as next_name_zh,
        next_areas.name_en as next_name_en,
        nearest.weight_at_swap,
        nearest.weight_change,
        nearest.is_nearest,
        case
            when paired.reason is null then 'computed'
            when paired.reason like 'fewer%' then 'not enough data'
            else 'not computed'
        end as status
    from paired
    inner join areas on paired.area_code = areas.area_code
    inner join areas as next_areas on paired.next_area_code = next_areas.area_code
    left join nearest
        on
            paired.index_code = nearest.index_code
            and paired.period_code = nearest.period_code
            and paired.unit_level = nearest.unit_level
            and paired.place = nearest.place
            and paired.node_code = nearest.node_code

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    place,
    area_code,
    unit_name_zh,
    unit_name_en,
    rank,
    next_area_code,
    next_name_zh,
    next_name_en,
    next_rank,
    node_code,
    origin,
    status,
    reason,
    weight,
    weight_at_swap,
    weight_change,
    is_nearest
from weight_swaps
