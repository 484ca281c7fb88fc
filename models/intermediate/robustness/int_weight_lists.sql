-- Every set of weights that a run may ask for, as a list over the numbered edges of its tree, with the edges that weigh
-- nothing. Not yet rescaled: who is there to share with depends on the gaps of a unit.
with edges as (

    select * from {{ ref('int_numbered_edges') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

expert_weights as (

    select * from {{ ref('int_expert_weights') }}

),

weight_draws as (

    select * from {{ ref('int_weight_draws') }}

),

data_weights as (

    select * from {{ ref('int_data_weights') }}

),

scored_groups as (

    -- what experts did not score as a whole keeps its default weights; an index they never saw has no expert weights
    select
        edges.index_code,
        edges.parent_node_code
    from edges
    left join expert_weights
        on
            edges.parent_node_code = expert_weights.parent_node_code
            and edges.node_code = expert_weights.node_code
    group by
        edges.index_code,
        edges.parent_node_code
    having count(*) = count(expert_weights.weight)

),

scored_indices as (

    select distinct index_code from scored_groups

),

raw_weights as (

    select
        index_code,
        'as_stated' as weighting_choice,
        scheme_code as weighting_source,
        'all' as data_scope,
        parent_node_code,
        node_code,
        weight
    from edge_weights

    union all

    select
        index_code,
        'equal' as weighting_choice,
        'equal' as weighting_source,
        'all' as data_scope,
        parent_node_code,
        node_code,
        1e0 as weight
    from edges

    union all

    select
        edges.index_code,
        'experts' as weighting_choice,
        'experts' as weighting_source,
        'all' as data_scope,
        edges.parent_node_code,
        edges.node_code,
        case
            when scored_groups.parent_node_code is null then edges.weight
            else expert_weights.weight
        end as weight
    from edges
    left join scored_groups
        on
            edges.index_code = scored_groups.index_code
            and edges.parent_node_code = scored_groups.parent_node_code
    left join expert_weights
        on
            edges.parent_node_code = expert_weights.parent_node_code
            and edges.node_code = expert_weights.node_code
    where edges.index_code in (select scored_indices.index_code from scored_indices)

    union all

    select
        index_code,
        weighting_choice,
        weighting_source,
        'all' as data_scope,
        parent_node_code,
        node_code,
        weight
    from weight_draws

    union all

    select
        index_code,
        weighting_choice,
        weighting_choice as weighting_source,
        period_code || '|' || unit_level as data_scope,
        parent_node_code,
        node_code,
        weight
    from data_weights

),

weight_lists as (

    select
        raw_weights.index_code,
        raw_weights.weighting_choice,
        raw_weights.weighting_source,
        raw_weights.data_scope,
        list(raw_weights.weight order by edges.edge_number) as edge_weights,
        list(edges.edge_number order by edges.edge_number) filter (where raw_weights.weight = 0) as zero_edges
    from raw_weights
    inner join edges
        on
            raw_weights.index_code = edges.index_code
            and raw_weights.parent_node_code = edges.parent_node_code
            and raw_weights.node_code = edges.node_code
    group by
        raw_weights.index_code,
        raw_weights.weighting_choice,
        raw_weights.weighting_source,
        raw_weights.data_scope

)

select * from weight_lists
