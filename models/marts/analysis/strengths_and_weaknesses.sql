-- Where a unit does better and worse than its place in the index: its rank in every leaf against its rank in the total.
with default_scores as (

    select * from {{ ref('int_default_scores') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

totals as (

    select
        index_code,
        period_code,
        area_code,
        score,
        rank,
        row_number() over (
            order by
                index_code,
                period_code,
                area_code
        ) as unit_number
    from default_scores
    where node_code = index_code

),

leaf_ranks as (

    select
        totals.unit_number,
        default_scores.index_code,
        default_scores.scheme_code,
        default_scores.period_code,
        default_scores.unit_level,
        default_scores.area_code,
        default_scores.origin,
        nodes.node_code as leaf_node_code,
        nodes.name_zh,
        nodes.name_en,
        tree_closure.weight as weight_in_index,
        totals.rank as index_rank,
        default_scores.rank as leaf_rank,
        cast(default_scores.score as double) as score,
        case
            when totals.score is null then 'the unit has no score'
            when default_scores.score is null then 'the leaf has no value'
        end as reason,
        totals.rank - default_scores.rank as rank_lead
    from default_scores
    inner join nodes
        on
            default_scores.node_code = nodes.node_code
            and nodes.is_leaf
    inner join tree_closure
        on
            default_scores.scheme_code = tree_closure.scheme_code
            and default_scores.index_code = tree_closure.node_code
            and default_scores.node_code = tree_closure.leaf_node_code
    inner join totals
        on
            default_scores.index_code = totals.index_code
            and default_scores.period_code = totals.period_code
            and default_scores.area_code = totals.area_code

),

placed as (

    -- of two leaves with the same lead the one that weighs more comes first
    select
        leaf_ranks.*,
        row_number() over (
            partition by leaf_ranks.unit_number
            order by
                leaf_ranks.rank_lead desc nulls last,
                leaf_ranks.weight_in_index desc,
                leaf_ranks.leaf_node_code asc
        ) as place_from_best,
        least(
            {{ var('flagged_leaves') }},
            floor(count(leaf_ranks.rank_lead) over (partition by leaf_ranks.unit_number) / 2)
        ) as flagged_leaves
    from leaf_ranks

),

strengths as (

    -- no more than half of the leaves, so that as many are left to be weaknesses
    select
        placed.*,
        placed.reason is null and placed.place_from_best <= placed.flagged_leaves as is_strength
    from placed

),

counted_from_worst as (

    select
        strengths.*,
        row_number() over (
            partition by strengths.unit_number
            order by
                strengths.is_strength asc,
                strengths.rank_lead asc nulls last,
                strengths.weight_in_index desc,
                strengths.leaf_node_code asc
        ) as place_from_worst
    from strengths

),

strengths_and_weaknesses as (

    select
        counted_from_worst.index_code,
        counted_from_worst.scheme_code,
        counted_from_worst.period_code,
        counted_from_worst.unit_level,
        counted_from_worst.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        counted_from_worst.leaf_node_code,
        counted_from_worst.name_zh,
        counted_from_worst.name_en,
        counted_from_worst.origin,
        counted_from_worst.reason,
        counted_from_worst.weight_in_index,
        counted_from_worst.index_rank,
        counted_from_worst.leaf_rank,
        counted_from_worst.rank_lead,
        counted_from_worst.score,
        counted_from_worst.is_strength,
        case when counted_from_worst.reason is null then 'computed' else 'not enough data' end as status,
        counted_from_worst.reason is null
        and counted_from_worst.place_from_worst <= counted_from_worst.flagged_leaves as is_weakness
    from counted_from_worst
    inner join areas on counted_from_worst.area_code = areas.area_code

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    area_code,
    unit_name_zh,
    unit_name_en,
    leaf_node_code,
    name_zh,
    name_en,
    origin,
    status,
    reason,
    weight_in_index,
    score,
    leaf_rank,
    index_rank,
    rank_lead,
    is_strength,
    is_weakness
from strengths_and_weaknesses
