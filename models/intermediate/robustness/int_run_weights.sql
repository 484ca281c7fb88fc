-- The weights of the leaves in every ranked node, for all weights that the runs ask for and all gaps that units have:
-- weights of the siblings that are there are rescaled to add up to 1, and multiplied down to the leaf. One list a row,
-- in the order of the leaves' codes, 0 for a leaf that is missing or left out. All steps are on lists over the edges of
-- the tree, a few numbers a row: rows of their own for every edge of 10,000 draws took 71 s and more than 6 GB.
with recursive runs as (

    select * from {{ ref('int_runs') }}

),

variant_lists as (

    select * from {{ ref('int_variant_lists') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

edges as (

    select * from {{ ref('int_numbered_edges') }}

),

weight_lists as (

    select * from {{ ref('int_weight_lists') }}

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

ways_down as (

    select
        index_code,
        scheme_code,
        parent_node_code as node_code,
        node_code as reached_node_code,
        [edge_number] as way,
        weight
    from edges

    union all

    select
        edges.index_code,
        edges.scheme_code,
        ways_down.node_code,
        edges.node_code as reached_node_code,
        list_append(ways_down.way, edges.edge_number) as way,
        ways_down.weight * edges.weight as weight
    from ways_down
    inner join edges on ways_down.reached_node_code = edges.parent_node_code

),

needed_lists as (

    -- Whether a node has enough below it depends on what is missing, left out or without weight: a gap. The minimum
    -- is one of the stated weights. A weight that is unknown leaves the whole tree without a meaning.
    select
        needed.*,
        weight_lists.edge_weights,
        weight_lists.zero_edges,
        case
            when needed.weighting_choice = 'as_stated' then needed.weighting_source
            else index_schemes.scheme_code
        end as scheme_code
    from needed
    inner join index_schemes
        on
            needed.index_code = index_schemes.index_code
            and index_schemes.is_default
    inner join weight_lists
        on
            needed.index_code = weight_lists.index_code
            and needed.weighting_choice = weight_lists.weighting_choice
            and needed.weighting_source = weight_lists.weighting_source
            and needed.data_scope = weight_lists.data_scope
    where len(weight_lists.edge_weights) = list_count(weight_lists.edge_weights)

),

numbered_lists as (

    select
        *,
        dense_rank() over (
            order by
                index_code,
                scheme_code,
                missing_pattern,
                left_out_node_code,
                zero_edges
        ) as gap_number
    from needed_lists

),

gaps as (

    select distinct
        gap_number,
        index_code,
        scheme_code,
        missing_pattern,
        left_out_node_code,
        zero_edges
    from numbered_lists

),

left_out_weights as (

    -- what a leaf weighs in a node on the ways through the node that is left out
    select
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.node_code,
        ways_down.reached_node_code as left_out_node_code,
        tree_closure.leaf_node_code,
        sum({{ exact_weight('ways_down.weight * tree_closure.weight') }}) as weight
    from ways_down
    inner join tree_closure
        on
            ways_down.scheme_code = tree_closure.scheme_code
            and ways_down.reached_node_code = tree_closure.node_code
    group by
        ways_down.index_code,
        ways_down.scheme_code,
        ways_down.node_code,
        ways_down.reached_node_code,
        tree_closure.leaf_node_code

),

leaf_parts as (

    select
        gaps.gap_number,
        tree_closure.node_code,
        {{ exact_weight('tree_closure.weight') }} - coalesce(left_out_weights.weight, 0) as weight,
        position(' ' || tree_closure.leaf_node_code || ' ' in ' ' || gaps.missing_pattern || ' ') > 0 as is_missing
    from gaps
    inner join tree_closure
        on
            gaps.index_code = tree_closure.index_code
            and gaps.scheme_code = tree_closure.scheme_code
    left join left_out_weights
        on
            gaps.scheme_code = left_out_weights.scheme_code
            and gaps.left_out_node_code = left_out_weights.left_out_node_code
            and tree_closure.node_code = left_out_weights.node_code
            and tree_closure.leaf_node_code = left_out_weights.leaf_node_code

),

weighed as (

    select
        gap_number,
        node_code,
        sum(weight) as weight,
        sum(case when is_missing then 0 else weight end) as weight_present
    from leaf_parts
    group by
        gap_number,
        node_code

),

nodes_with_enough as (

    -- what is left out on purpose is no gap
    select
        weighed.gap_number,
        weighed.node_code,
        gaps.zero_edges,
        nodes.measure_code is not null as is_leaf
    from weighed
    inner join nodes on weighed.node_code = nodes.node_code
    inner join gaps on weighed.gap_number = gaps.gap_number
    where
        (weighed.weight_present > 0 or nodes.measure_code is null)
        and weighed.weight_present >= weighed.weight * (nodes.minimum_weight_present - 1e-12)
        and weighed.node_code != gaps.left_out_node_code

),

present_nodes as (

    -- and out of its children one that weighs something, from the leaves up
    select
        gap_number,
        node_code
    from nodes_with_enough
    where is_leaf

    union distinct

    select
        nodes_with_enough.gap_number,
        nodes_with_enough.node_code
    from present_nodes
    inner join edges on present_nodes.node_code = edges.node_code
    inner join nodes_with_enough
        on
            present_nodes.gap_number = nodes_with_enough.gap_number
            and edges.parent_node_code = nodes_with_enough.node_code
            and not coalesce(list_contains(nodes_with_enough.zero_edges, edges.edge_number), false)

),

presence_lists as (

    -- 1 for an edge to a child that is there
    select
        gaps.gap_number,
        list(case when present_nodes.node_code is null then 0e0 else 1e0 end order by edges.edge_number) as presence
    from gaps
    inner join edges on gaps.index_code = edges.index_code
    left join present_nodes
        on
            gaps.gap_number = present_nodes.gap_number
            and edges.node_code = present_nodes.node_code
    group by gaps.gap_number

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

leaf_ways as (

    select
        ways_down.index_code,
        ways_down.node_code,
        ways_down.reached_node_code as leaf_node_code,
        list(ways_down.way order by ways_down.way) as ways
    from ways_down
    inner join ranked_nodes on ways_down.node_code = ranked_nodes.node_code
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
        numbered_lists.*,
        presence_lists.presence,
        parents_of_edges.parent_numbers,
        groups_of_siblings.memberships
    from numbered_lists
    inner join presence_lists on numbered_lists.gap_number = presence_lists.gap_number
    inner join parents_of_edges on numbered_lists.index_code = parents_of_edges.index_code
    inner join groups_of_siblings on numbered_lists.index_code = groups_of_siblings.index_code

),

kept as (

    select
        *,
        list_transform(list_zip(edge_weights, presence), lambda pair: pair[1] * pair[2]) as kept_weights
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
        gap_number,
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
            rescaled.gap_number = present_nodes.gap_number
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
