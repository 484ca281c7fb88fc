-- The weights of the leaves in every ranked node, for all weights that the runs ask for and all gaps that units have:
-- weights of the siblings that are there are rescaled to add up to 1, and multiplied down to the leaf. One list a row,
-- in the order of the leaves' codes, 0 for a leaf that is missing or left out. All steps are on lists over the edges of
-- the tree, a few numbers a row: rows of their own for every edge of 10,000 draws take ten times the time and memory.
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
        patterns.missing_pattern,
        coalesce(runs.left_out_node_code, 'none') as left_out_node_code,
        case
            when runs.weighting_choice in ('entropy', 'critic', 'first_component')
                then patterns.period_code || '|' || patterns.unit_level
            else 'all'
        end as data_scope
    from runs
    inner join patterns
        on
            runs.index_code = patterns.index_code
            and runs.normalisation_choice = patterns.normalisation_choice
            and runs.outlier_choice = patterns.outlier_choice
            and runs.missing_choice = patterns.missing_choice

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
                when position(' ' || tree_closure.leaf_node_code || ' ' in ' ' || gaps.missing_pattern || ' ') > 0
                    then 0
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
    from edge_weights
    where is_default

    union all

    select
        edge_weights.index_code,
        'experts' as weighting_choice,
        'experts' as weighting_source,
        'all' as data_scope,
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

edges as (

    select
        index_code,
        parent_node_code,
        node_code,
        row_number() over (
            partition by index_code
            order by
                parent_node_code,
                node_code
        ) as edge_number,
        dense_rank() over (
            partition by index_code
            order by parent_node_code
        ) as parent_number
    from edge_weights
    where is_default

),

raw_lists as (

    select
        raw_weights.index_code,
        raw_weights.weighting_choice,
        raw_weights.weighting_source,
        raw_weights.data_scope,
        list(raw_weights.weight order by edges.edge_number) as weights
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

),

presence_lists as (

    -- 1 for an edge to a child that is there
    select
        gaps.index_code,
        gaps.missing_pattern,
        gaps.left_out_node_code,
        list(case when present_nodes.node_code is null then 0e0 else 1e0 end order by edges.edge_number) as presence
    from gaps
    inner join edges on gaps.index_code = edges.index_code
    left join present_nodes
        on
            gaps.index_code = present_nodes.index_code
            and gaps.missing_pattern = present_nodes.missing_pattern
            and gaps.left_out_node_code = present_nodes.left_out_node_code
            and edges.node_code = present_nodes.node_code
    group by
        gaps.index_code,
        gaps.missing_pattern,
        gaps.left_out_node_code

),

parents as (

    select distinct
        index_code,
        parent_number
    from edges

),

members as (

    -- for each parent 1 where an edge is one of its own
    select
        parents.index_code,
        parents.parent_number,
        list(
            case when parents.parent_number = edges.parent_number then 1e0 else 0e0 end
            order by edges.edge_number
        ) as is_member
    from parents
    inner join edges on parents.index_code = edges.index_code
    group by
        parents.index_code,
        parents.parent_number

),

groups_of_siblings as (

    select
        members.index_code,
        list(members.is_member order by members.parent_number) as memberships
    from members
    group by members.index_code

),

parents_of_edges as (

    select
        index_code,
        list(parent_number order by edge_number) as parent_numbers
    from edges
    group by index_code

),

ways_down as (

    select
        edges.index_code,
        ranked_nodes.node_code,
        edges.node_code as reached_node_code,
        [edges.edge_number] as way
    from edges
    inner join ranked_nodes on edges.parent_node_code = ranked_nodes.node_code

    union all

    select
        edges.index_code,
        ways_down.node_code,
        edges.node_code as reached_node_code,
        list_append(ways_down.way, edges.edge_number) as way
    from ways_down
    inner join edges on ways_down.reached_node_code = edges.parent_node_code

),

leaf_ways as (

    select
        ways_down.index_code,
        ways_down.node_code,
        ways_down.reached_node_code as leaf_node_code,
        list(ways_down.way order by ways_down.way) as ways
    from ways_down
    inner join nodes on ways_down.reached_node_code = nodes.node_code
    where nodes.measure_code is not null
    group by
        ways_down.index_code,
        ways_down.node_code,
        ways_down.reached_node_code

),

node_ways as (

    -- for each leaf its ways up to the ranked node, and for each way its edges
    select
        index_code,
        node_code,
        list(ways order by leaf_node_code) as leaf_ways
    from leaf_ways
    group by
        index_code,
        node_code

),

gathered as (

    select
        needed.*,
        raw_lists.weights,
        presence_lists.presence,
        parents_of_edges.parent_numbers,
        groups_of_siblings.memberships
    from needed
    inner join raw_lists
        on
            needed.index_code = raw_lists.index_code
            and needed.weighting_choice = raw_lists.weighting_choice
            and needed.weighting_source = raw_lists.weighting_source
            and needed.data_scope = raw_lists.data_scope
    inner join presence_lists
        on
            needed.index_code = presence_lists.index_code
            and needed.missing_pattern = presence_lists.missing_pattern
            and needed.left_out_node_code = presence_lists.left_out_node_code
    inner join parents_of_edges on needed.index_code = parents_of_edges.index_code
    inner join groups_of_siblings on needed.index_code = groups_of_siblings.index_code
    -- a weight that is unknown leaves the whole tree without a meaning
    where len(raw_lists.weights) = list_count(raw_lists.weights)

),

kept as (

    select
        *,
        list_transform(list_zip(weights, presence), lambda pair: pair[1] * pair[2]) as kept_weights
    from gathered

),

with_sums as (

    select
        *,
        list_transform(memberships, lambda is_member: list_dot_product(kept_weights, is_member)) as sibling_sums
    from kept

),

rescaled as (

    select
        index_code,
        weighting_choice,
        weighting_source,
        data_scope,
        left_out_node_code,
        missing_pattern,
        list_transform(
            list_zip(kept_weights, parent_numbers),
            lambda pair: case when pair[1] = 0 then 0 else pair[1] / sibling_sums[pair[2]] end
        ) as edge_shares
    from with_sums

),

with_ways as (

    -- a node with too little below it has no score
    select
        rescaled.*,
        node_ways.node_code,
        node_ways.leaf_ways
    from rescaled
    inner join node_ways on rescaled.index_code = node_ways.index_code
    inner join present_nodes
        on
            rescaled.index_code = present_nodes.index_code
            and rescaled.missing_pattern = present_nodes.missing_pattern
            and rescaled.left_out_node_code = present_nodes.left_out_node_code
            and node_ways.node_code = present_nodes.node_code

),

run_weights as (

    select
        index_code,
        weighting_choice,
        weighting_source,
        data_scope,
        missing_pattern,
        node_code,
        nullif(left_out_node_code, 'none') as left_out_node_code,
        list_transform(
            leaf_ways,
            lambda ways: list_sum(
                list_transform(ways, lambda way: list_product(list_transform(way, lambda edge: edge_shares[edge])))
            )
        ) as weights
    from with_ways

)

select * from run_weights
