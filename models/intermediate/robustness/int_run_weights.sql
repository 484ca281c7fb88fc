-- The weights of the leaves in every ranked node, for all weights that the runs ask for and all gaps that units have:
-- weights of the siblings that are there are rescaled to add up to 1, and multiplied down to the leaf. One list a row,
-- in the order of the leaves' codes, 0 for a leaf that is missing or left out.
with recursive runs as (

    select * from {{ ref('int_runs') }}

),

variant_lists as (

    select * from {{ ref('int_variant_lists') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

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

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

ranked_nodes as (

    select distinct
        index_code,
        node_code
    from ranked_units

),

patterns as (

    select distinct
        index_code,
        period_code,
        unit_level,
        normalisation_choice,
        outlier_choice,
        missing_choice,
        missing_pattern
    from variant_lists

),

needed as (

    -- weights out of the data are those of a period and level
    select distinct
        runs.index_code,
        runs.weighting_choice,
        runs.weighting_source,
        runs.left_out_node_code,
        patterns.missing_pattern,
        case
            when runs.weighting_choice in ('entropy', 'critic', 'first_component')
                then patterns.period_code || '|' || patterns.unit_level
            else ''
        end as data_scope
    from runs
    inner join patterns
        on
            runs.index_code = patterns.index_code
            and runs.normalisation_choice = patterns.normalisation_choice
            and runs.outlier_choice = patterns.outlier_choice
            and runs.missing_choice = patterns.missing_choice

),

weight_sets as (

    select
        *,
        row_number() over (
            order by
                index_code,
                weighting_choice,
                weighting_source,
                left_out_node_code,
                missing_pattern,
                data_scope
        ) as set_number
    from needed

),

gaps as (

    select distinct
        index_code,
        missing_pattern,
        left_out_node_code
    from needed

),

left_out_leaves as (

    select
        tree_closure.node_code as left_out_node_code,
        tree_closure.leaf_node_code
    from tree_closure
    inner join index_schemes
        on
            tree_closure.index_code = index_schemes.index_code
            and tree_closure.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default

),

weighed as (

    -- how much of a node's default weight has a value; what is left out on purpose is no gap
    select
        gaps.index_code,
        gaps.missing_pattern,
        gaps.left_out_node_code,
        tree_closure.node_code,
        sum({{ exact_weight('tree_closure.weight') }}) as weight,
        sum(
            case
                when position(' ' || tree_closure.leaf_node_code || ' ' in ' ' || gaps.missing_pattern || ' ') > 0 then 0
                else {{ exact_weight('tree_closure.weight') }}
            end
        ) as weight_present
    from gaps
    inner join tree_closure on gaps.index_code = tree_closure.index_code
    inner join index_schemes
        on
            tree_closure.index_code = index_schemes.index_code
            and tree_closure.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    left join left_out_leaves
        on
            gaps.left_out_node_code = left_out_leaves.left_out_node_code
            and tree_closure.leaf_node_code = left_out_leaves.leaf_node_code
    where left_out_leaves.leaf_node_code is null
    group by
        gaps.index_code,
        gaps.missing_pattern,
        gaps.left_out_node_code,
        tree_closure.node_code

),

present_nodes as (

    select
        weighed.index_code,
        weighed.missing_pattern,
        weighed.left_out_node_code,
        weighed.node_code
    from weighed
    inner join nodes on weighed.node_code = nodes.node_code
    where
        weighed.weight_present > 0
        and weighed.weight_present >= weighed.weight * (nodes.minimum_weight_present - 1e-12)

),

scored_indices as (

    -- what the experts did not score keeps its default weights; an index they never saw has no expert weights
    select distinct edge_weights.index_code
    from edge_weights
    inner join expert_weights
        on
            edge_weights.parent_node_code = expert_weights.parent_node_code
            and edge_weights.node_code = expert_weights.node_code
    where expert_weights.weight is not null

),

raw_weights as (

    select
        index_code,
        'as_stated' as weighting_choice,
        scheme_code as weighting_source,
        '' as data_scope,
        parent_node_code,
        node_code,
        weight
    from edge_weights

    union all

    select
        index_code,
        'equal' as weighting_choice,
        '' as weighting_source,
        '' as data_scope,
        parent_node_code,
        node_code,
        1e0 as weight
    from edge_weights
    where is_default

    union all

    select
        edge_weights.index_code,
        'experts' as weighting_choice,
        '' as weighting_source,
        '' as data_scope,
        edge_weights.parent_node_code,
        edge_weights.node_code,
        coalesce(expert_weights.weight, edge_weights.weight) as weight
    from edge_weights
    inner join scored_indices on edge_weights.index_code = scored_indices.index_code
    left join expert_weights
        on
            edge_weights.parent_node_code = expert_weights.parent_node_code
            and edge_weights.node_code = expert_weights.node_code
    where edge_weights.is_default

    union all

    select
        index_code,
        weighting_choice,
        weighting_source,
        '' as data_scope,
        parent_node_code,
        node_code,
        weight
    from weight_draws

    union all

    select
        index_code,
        weighting_choice,
        '' as weighting_source,
        period_code || '|' || unit_level as data_scope,
        parent_node_code,
        node_code,
        weight
    from data_weights

),

set_edges as (

    -- 0 for a child that is not there, so that every list has all leaves; a set of which a weight is unknown has none
    select
        weight_sets.set_number,
        weight_sets.index_code,
        raw_weights.parent_node_code,
        raw_weights.node_code,
        case when present_nodes.node_code is null then 0 else raw_weights.weight end as weight
    from weight_sets
    inner join raw_weights
        on
            weight_sets.index_code = raw_weights.index_code
            and weight_sets.weighting_choice = raw_weights.weighting_choice
            and weight_sets.weighting_source = raw_weights.weighting_source
            and weight_sets.data_scope = raw_weights.data_scope
    left join present_nodes
        on
            weight_sets.index_code = present_nodes.index_code
            and weight_sets.missing_pattern = present_nodes.missing_pattern
            and weight_sets.left_out_node_code is not distinct from present_nodes.left_out_node_code
            and raw_weights.node_code = present_nodes.node_code

),

rescaled as (

    select
        set_number,
        index_code,
        parent_node_code,
        node_code,
        case
            when weight = 0 then 0
            else weight / cast(sum({{ exact_weight('weight') }}) over (
                partition by
                    set_number,
                    parent_node_code
            ) as double)
        end as weight
    from set_edges

),

ways_down as (

    select
        rescaled.set_number,
        ranked_nodes.node_code,
        rescaled.node_code as reached_node_code,
        rescaled.weight
    from rescaled
    inner join ranked_nodes on rescaled.parent_node_code = ranked_nodes.node_code

    union all

    select
        ways_down.set_number,
        ways_down.node_code,
        rescaled.node_code as reached_node_code,
        ways_down.weight * rescaled.weight as weight
    from ways_down
    inner join rescaled
        on
            ways_down.set_number = rescaled.set_number
            and ways_down.reached_node_code = rescaled.parent_node_code

),

leaf_weights as (

    select
        ways_down.set_number,
        ways_down.node_code,
        ways_down.reached_node_code as leaf_node_code,
        cast(sum({{ exact_weight('ways_down.weight') }}) as double) as weight
    from ways_down
    inner join nodes on ways_down.reached_node_code = nodes.node_code
    where nodes.measure_code is not null
    group by
        ways_down.set_number,
        ways_down.node_code,
        ways_down.reached_node_code

),

weight_lists as (

    select
        set_number,
        node_code,
        list(weight order by leaf_node_code) as weights
    from leaf_weights
    group by
        set_number,
        node_code

),

run_weights as (

    -- a list with an unknown weight ranks nothing, and neither does a node with too little below it
    select
        weight_sets.index_code,
        weight_sets.weighting_choice,
        weight_sets.weighting_source,
        weight_sets.data_scope,
        weight_sets.left_out_node_code,
        weight_sets.missing_pattern,
        weight_lists.node_code,
        weight_lists.weights
    from weight_sets
    inner join weight_lists on weight_sets.set_number = weight_lists.set_number
    inner join present_nodes
        on
            weight_sets.index_code = present_nodes.index_code
            and weight_sets.missing_pattern = present_nodes.missing_pattern
            and weight_sets.left_out_node_code is not distinct from present_nodes.left_out_node_code
            and weight_lists.node_code = present_nodes.node_code
    where
        list_sum(weight_lists.weights) > 0
        and len(weight_lists.weights) = list_count(weight_lists.weights)

)

select * from run_weights
