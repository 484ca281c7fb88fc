-- Weights that others might have given, drawn once and used by every run that names their source. Three kinds: each
-- default weight times a number from 1 - weight_uncertainty to 1 + weight_uncertainty; all weights that add up to 1
-- alike (exponential numbers, rescaled, are a flat Dirichlet distribution); and those of as many experts as sat on the
-- panel, drawn from it with replacement. Not yet rescaled: who is there to share with depends on the gaps of a unit.
with runs as (

    select * from {{ ref('int_runs') }}

),

edges as (

    select * from {{ ref('int_numbered_edges') }}

),

expert_scores as (

    select * from {{ ref('stg_methodology__expert_scores') }}

),

sources as (

    select distinct
        index_code,
        weighting_choice,
        weighting_source
    from runs
    where weighting_choice in ('around_default', 'any_weights', 'expert_panel')

),

uniform_numbers as (

    select
        sources.*,
        edges.parent_node_code,
        edges.node_code,
        edges.weight,
        {{ uniform_number(
            "concat_ws('|', '" ~ var('robustness_seed') ~ "', sources.weighting_source, edges.parent_node_code, "
            ~ "edges.node_code)"
        ) }} as uniform
    from sources
    inner join edges on sources.index_code = edges.index_code
    where sources.weighting_choice != 'expert_panel'

),

experts as (

    select
        expert_code,
        row_number() over (order by expert_code) as expert_number,
        count(*) over () as expert_count
    from (select distinct expert_scores.expert_code from expert_scores) as panel

),

scored_nodes as (

    select distinct node_code from expert_scores

),

scored_groups as (

    -- a group that is not on the sheet as a whole keeps its default weights
    select edges.parent_node_code
    from edges
    left join scored_nodes on edges.node_code = scored_nodes.node_code
    group by edges.parent_node_code
    having count(*) = count(scored_nodes.node_code)

),

score_sheet as (

    -- an expert's scores in the order of the panel, so that a panel of other experts is a product of two lists
    select
        edges.index_code,
        edges.parent_node_code,
        edges.node_code,
        list(cast(coalesce(expert_scores.expert_score, 0) as double) order by experts.expert_number) as scores
    from edges
    inner join scored_groups on edges.parent_node_code = scored_groups.parent_node_code
    cross join experts
    left join expert_scores
        on
            edges.node_code = expert_scores.node_code
            and experts.expert_code = expert_scores.expert_code
    group by
        edges.index_code,
        edges.parent_node_code,
        edges.node_code

),

panel_sources as (

    select distinct weighting_source
    from sources
    where weighting_choice = 'expert_panel'

),

seats as (

    select
        panel_sources.weighting_source,
        1 + cast(
            floor(
                experts.expert_count * {{ uniform_number(
                    "concat_ws('|', '" ~ var('robustness_seed') ~ "', panel_sources.weighting_source, 'seat', "
                    ~ "experts.expert_number)"
                ) }}
            ) as integer
        ) as expert_number
    from panel_sources
    cross join experts

),

counted_seats as (

    select
        weighting_source,
        expert_number,
        count(*) as seats
    from seats
    group by
        weighting_source,
        expert_number

),

panels as (

    select
        panel_sources.weighting_source,
        list(cast(coalesce(counted_seats.seats, 0) as double) order by experts.expert_number) as seats
    from panel_sources
    cross join experts
    left join counted_seats
        on
            panel_sources.weighting_source = counted_seats.weighting_source
            and experts.expert_number = counted_seats.expert_number
    group by panel_sources.weighting_source

),

weight_draws as (

    select
        index_code,
        weighting_choice,
        weighting_source,
        parent_node_code,
        node_code,
        case weighting_choice
            when 'around_default'
                then weight * (1 - {{ var('weight_uncertainty') }} + 2 * {{ var('weight_uncertainty') }} * uniform)
            when 'any_weights' then -ln(1 - uniform)
        end as weight
    from uniform_numbers

    union all

    select
        sources.index_code,
        sources.weighting_choice,
        sources.weighting_source,
        score_sheet.parent_node_code,
        score_sheet.node_code,
        list_dot_product(score_sheet.scores, panels.seats) as weight
    from sources
    inner join panels on sources.weighting_source = panels.weighting_source
    inner join score_sheet on sources.index_code = score_sheet.index_code
    where sources.weighting_choice = 'expert_panel'

    union all

    -- what the experts did not score keeps its default weights
    select
        sources.index_code,
        sources.weighting_choice,
        sources.weighting_source,
        edges.parent_node_code,
        edges.node_code,
        edges.weight
    from sources
    inner join edges on sources.index_code = edges.index_code
    where
        sources.weighting_choice = 'expert_panel'
        and sources.index_code in (select score_sheet.index_code from score_sheet)
        and edges.parent_node_code not in (select score_sheet.parent_node_code from score_sheet)

)

select * from weight_draws
