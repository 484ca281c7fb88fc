-- What the analyses read: scores and ranks under the default scheme of each index, of the headline nodes (root,
-- pillars, nodes that have a role) and of the leaves below the two bases of infrastructure.
-- A share of the units' total has a meaning where no score is below zero.
with ranks as (

    select * from {{ ref('fct_ranks') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

area_levels as (

    select * from {{ ref('stg_reference__area_levels') }}

),

share_indices as (

    -- of these a score is a percentage of the nation
    select index_code
    from nodes
    group by index_code
    having
        sum(case when aggregation != 'arithmetic' then 1 else 0 end) = 0
        and sum(case when is_leaf and normalisation != 'share_of_total' then 1 else 0 end) = 0

),

role_nodes as (

    select distinct node_code
    from analysis_roles
    where node_code is not null

),

base_leaves as (

    select distinct tree_closure.leaf_node_code as node_code
    from analysis_roles
    inner join tree_closure on analysis_roles.node_code = tree_closure.node_code
    where analysis_roles.role_code in ('market_base', 'technology_base')

),

analysed_nodes as (

    select
        nodes.node_code,
        nodes.pillar_code,
        nodes.node_code = nodes.index_code as is_root,
        nodes.node_code = nodes.index_code or nodes.pillar_code is not null or role_nodes.node_code is not null
            as is_headline,
        share_indices.index_code is not null as is_share
    from nodes
    left join role_nodes on nodes.node_code = role_nodes.node_code
    left join base_leaves on nodes.node_code = base_leaves.node_code
    left join share_indices on nodes.index_code = share_indices.index_code
    where
        nodes.node_code = nodes.index_code
        or nodes.pillar_code is not null
        or role_nodes.node_code is not null
        or base_leaves.node_code is not null

),

ranked as (

    select
        ranks.index_code,
        ranks.scheme_code,
        ranks.node_code,
        analysed_nodes.pillar_code,
        analysed_nodes.is_root,
        analysed_nodes.is_headline,
        analysed_nodes.is_share,
        ranks.period_code,
        ranks.unit_level,
        ranks.area_code,
        ranks.origin,
        ranks.score,
        ranks.rank,
        ranks.ranked_units as units,
        cast(row_number() over (
            partition by ranks.node_code, ranks.period_code, ranks.unit_level
            order by ranks.rank, ranks.area_code
        ) as integer) as place,
        sum(ranks.score) over (
            partition by ranks.node_code, ranks.period_code, ranks.unit_level
        ) as units_score,
        min(ranks.score) over (
            partition by ranks.node_code, ranks.period_code, ranks.unit_level
        ) as lowest_score
    from ranks
    inner join analysed_nodes on ranks.node_code = analysed_nodes.node_code
    inner join index_schemes
        on
            ranks.index_code = index_schemes.index_code
            and ranks.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    inner join area_levels
        on
            ranks.list_area_level = area_levels.area_level
            and area_levels.depth = 0

),

with_reason as (

    select
        *,
        case
            when lowest_score < 0 then 'a score is below zero, so that shares have no meaning'
            when units_score = 0 then 'all scores are zero'
        end as reason_for_no_share
    from ranked

),

analysis_scores as (

    select
        index_code,
        scheme_code,
        node_code,
        pillar_code,
        is_root,
        is_headline,
        is_share,
        period_code,
        unit_level,
        area_code,
        origin,
        score,
        rank,
        place,
        units,
        units_score,
        reason_for_no_share,
        case when reason_for_no_share is null then cast(score as double) / cast(units_score as double) end
            as total_share
    from with_reason

)

select * from analysis_scores
