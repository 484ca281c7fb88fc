-- Faults of measures, trees and weights: one row for each broken rule, naming table, key and value.
with recursive measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

industries as (

    select * from {{ ref('stg_reference__industries') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

weight_schemes as (

    select * from {{ ref('stg_methodology__weight_schemes') }}

),

weights as (

    select * from {{ ref('stg_methodology__weights') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

expert_scores as (

    select * from {{ ref('stg_methodology__expert_scores') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

areas as (

    select * from {{ ref('stg_reference__areas') }}

),

inherited_nodes as (

    -- with what they take from the root of their index: the rules hold for what a node ends up with
    select * from {{ ref('int_nodes') }}

),

node_stages as (

    select * from {{ ref('int_node_stages') }}

),

leaves as (

    select * from inherited_nodes
    where measure_code is not null

),

inner_nodes as (

    select * from inherited_nodes
    where measure_code is null

),

leaves_of_reference as (

    select * from leaves
    where normalisation = 'distance_to_reference'

),

leaves_of_reference_area as (

    select * from leaves
    where normalisation = 'distance_to_reference' and reference = 'area'

),

duplicate_keys as (

    {{ duplicate_key_faults('measures', 'measures', ['measure_code']) }}
    union all
    {{ duplicate_key_faults('nodes', 'nodes', ['node_code']) }}
    union all
    {{ duplicate_key_faults('node_edges', 'node_edges', ['parent_node_code', 'node_code']) }}
    union all
    {{ duplicate_key_faults('weight_schemes', 'weight_schemes', ['scheme_code']) }}
    union all
    {{ duplicate_key_faults('weights', 'weights', ['scheme_code', 'parent_node_code', 'node_code']) }}
    union all
    {{ duplicate_key_faults('index_schemes', 'index_schemes', ['index_code', 'scheme_code']) }}
    union all
    {{ duplicate_key_faults('expert_scores', 'expert_scores', ['expert_code', 'node_code']) }}

),

unknown_codes as (

    {{ unknown_code_faults('measures', 'measures', ['measure_code'], 'source_code', 'sources', 'source_code', true) }}
    union all
    {{ unknown_code_faults('nodes', 'nodes', ['node_code'], 'measure_code', 'measures', 'measure_code') }}
    union all
    {{ unknown_code_faults('leaves', 'nodes', ['node_code'], 'industry_code', 'industries', 'industry_code', true) }}
    union all
    {{ unknown_code_faults('nodes', 'nodes', ['node_code'], 'index_code', 'nodes', 'node_code', true) }}
    union all
    {{ unknown_code_faults(
        'node_edges', 'node_edges', ['parent_node_code', 'node_code'], 'parent_node_code', 'nodes', 'node_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'node_edges', 'node_edges', ['parent_node_code', 'node_code'], 'node_code', 'nodes', 'node_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'weight_schemes', 'weight_schemes', ['scheme_code'], 'inherits_from', 'weight_schemes', 'scheme_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'weights', 'weights', ['scheme_code', 'parent_node_code', 'node_code'], 'scheme_code',
        'weight_schemes', 'scheme_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'weights', 'weights', ['scheme_code', 'parent_node_code', 'node_code'], 'parent_node_code',
        'nodes', 'node_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'weights', 'weights', ['scheme_code', 'parent_node_code', 'node_code'], 'node_code', 'nodes', 'node_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'index_schemes', 'index_schemes', ['index_code', 'scheme_code'], 'index_code', 'nodes', 'node_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'expert_scores', 'expert_scores', ['expert_code', 'node_code'], 'node_code', 'nodes', 'node_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'index_schemes', 'index_schemes', ['index_code', 'scheme_code'], 'scheme_code',
        'weight_schemes', 'scheme_code'
    ) }}
    union all
    {{ unknown_code_faults(
        'leaves_of_reference_area', 'nodes', ['node_code'], 'reference_area_code', 'areas', 'area_code', true
    ) }}

),

values_not_allowed as (

    {{ allowed_value_faults(
        'measures', 'measures', ['measure_code'], 'direction', ['more_is_better', 'less_is_better']
    ) }}
    union all
    {{ allowed_value_faults('measures', 'measures', ['measure_code'], 'rollup', ['additive', 'own_level']) }}
    union all
    {{ allowed_value_faults(
        'weight_schemes', 'weight_schemes', ['scheme_code'], 'weighting_method', ['listed', 'equal', 'expert']
    ) }}
    union all
    {{ allowed_value_faults(
        'leaves', 'nodes', ['node_code'], 'normalisation',
        ['share_of_total', 'min_max', 'z_score', 'rank', 'percentile_rank', 'distance_to_reference', 'none']
    ) }}
    union all
    {{ allowed_value_faults(
        'leaves_of_reference', 'nodes', ['node_code'], 'reference', ['maximum', 'mean', 'area', 'value']
    ) }}
    union all
    {{ allowed_value_faults(
        'inner_nodes', 'nodes', ['node_code'], 'aggregation', ['arithmetic', 'geometric', 'harmonic']
    ) }}
    union all
    {{ allowed_value_faults('leaves', 'nodes', ['node_code'], 'missing_rule', ['zero', 'skip']) }}

),

other_faults as (

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'denominator=' || coalesce(denominator, '') as faulty_value,
        'a leaf whose normalisation is share_of_total has nation or units as its denominator' as broken_rule
    from leaves
    where normalisation = 'share_of_total' and coalesce(denominator, '') not in ('nation', 'units')

    union all

    select
        'nodes' as table_name,
        'node_code=' || leaves.node_code as row_key,
        'measure_code=' || leaves.measure_code as faulty_value,
        'a node with a measure is a leaf: it has no children' as broken_rule
    from leaves
    inner join node_edges on leaves.node_code = node_edges.parent_node_code

    union all

    select
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        'measure_code=' as faulty_value,
        'a node without children has a measure' as broken_rule
    from nodes
    left join node_edges on nodes.node_code = node_edges.parent_node_code
    where node_edges.parent_node_code is null and nodes.measure_code is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        'index_code=' || nodes.index_code as faulty_value,
        'every node but the root of its index has a parent' as broken_rule
    from nodes
    left join node_edges on nodes.node_code = node_edges.node_code
    where node_edges.node_code is null and nodes.node_code != nodes.index_code

    union all

    select
        'node_edges' as table_name,
        'parent_node_code=' || node_edges.parent_node_code || ', node_code=' || node_edges.node_code as row_key,
        'index_code=' || nodes.index_code as faulty_value,
        'parent and child belong to the same index' as broken_rule
    from node_edges
    inner join nodes on node_edges.node_code = nodes.node_code
    inner join nodes as parents on node_edges.parent_node_code = parents.node_code
    where nodes.index_code != parents.index_code

    union all

    select
        'nodes' as table_name,
        'index_code=' || leaves.index_code as row_key,
        cast(count(distinct sources.origin) as varchar) || ' origins' as faulty_value,
        'all measures of an index have sources of one origin, so that published and other data never mix' as broken_rule
    from leaves
    inner join measures on leaves.measure_code = measures.measure_code
    inner join sources on measures.source_code = sources.source_code
    group by leaves.index_code
    having count(distinct sources.origin) > 1

    union all

    select
        'index_schemes' as table_name,
        'index_code=' || index_code as row_key,
        cast(sum(case when is_default then 1 else 0 end) as varchar) || ' defaults' as faulty_value,
        'an index has exactly one default scheme' as broken_rule
    from index_schemes
    group by index_code
    having sum(case when is_default then 1 else 0 end) != 1

),

normalisation_faults as (

    select
        'nodes' as table_name,
        'node_code=' || leaves.node_code as row_key,
        'measure_code=' || leaves.measure_code || ', upper_bound=' as faulty_value,
        'where less is better, a share or a distance to a reference needs an upper bound to count down from'
            as broken_rule
    from leaves
    inner join measures on leaves.measure_code = measures.measure_code
    where
        leaves.normalisation in ('share_of_total', 'distance_to_reference')
        and measures.direction = 'less_is_better'
        and measures.upper_bound is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || leaves.node_code as row_key,
        'measure_code=' || leaves.measure_code || ', normalisation=' || leaves.normalisation as faulty_value,
        'no share and no distance to a reference is taken of a measure that may be negative' as broken_rule
    from leaves
    inner join measures on leaves.measure_code = measures.measure_code
    where leaves.normalisation in ('share_of_total', 'distance_to_reference') and measures.may_be_negative

    union all

    select
        'nodes' as table_name,
        'node_code=' || leaves.node_code as row_key,
        'measure_code=' || leaves.measure_code || ', normalisation=' || leaves.normalisation as faulty_value,
        'where less is better, missing counts as zero in a share only: elsewhere it would be the best value'
            as broken_rule
    from leaves
    inner join measures on leaves.measure_code = measures.measure_code
    where
        leaves.missing_rule = 'zero'
        and leaves.normalisation != 'share_of_total'
        and measures.direction = 'less_is_better'

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'goalpost_low=' || coalesce(cast(goalpost_low as varchar), '')
        || ', goalpost_high=' || coalesce(cast(goalpost_high as varchar), '') as faulty_value,
        'goalposts are numbers from -1e18 to 1e18, the low one below the high one' as broken_rule
    from leaves
    where
        goalpost_low >= goalpost_high
        or not coalesce(goalpost_low, 0) between -1e18 and 1e18
        or not coalesce(goalpost_high, 0) between -1e18 and 1e18

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'scale_low=' || cast(scale_low as varchar) || ', scale_high=' || cast(scale_high as varchar) as faulty_value,
        'the ends of a scale are numbers from -1e6 to 1e6, the low one below the high one' as broken_rule
    from leaves
    where
        scale_low >= scale_high
        or not scale_low between -1e6 and 1e6
        or not scale_high between -1e6 and 1e6

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'reference_value=' || coalesce(cast(reference_value as varchar), '') as faulty_value,
        'a reference that is a value has a reference_value from 0 to 1e18' as broken_rule
    from leaves
    where
        normalisation = 'distance_to_reference'
        and reference = 'value'
        and not coalesce(reference_value, -1) between 0 and 1e18

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_stages.node_code as row_key,
        'changes of the mean=' || cast(node_stages.stage_number - 1 as varchar) || ' or more' as faulty_value,
        'on no way from a leaf to a node the mean changes more than {{ var("most_stages") - 1 }} times' as broken_rule
    from node_stages
    where node_stages.stage_number > {{ var('most_stages') }}

),

below as (

    -- a union without all ends in a loop, too: it stops when nothing new is reached
    select
        parent_node_code as node_code,
        node_code as reached_node_code
    from node_edges

    union

    select
        below.node_code,
        node_edges.node_code as reached_node_code
    from below
    inner join node_edges on below.reached_node_code = node_edges.parent_node_code

),

cycles as (

    select
        'node_edges' as table_name,
        'node_code=' || node_code as row_key,
        'node_code=' || node_code as faulty_value,
        'no node lies below itself' as broken_rule
    from below
    where node_code = reached_node_code

),

weight_faults as (

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'weights') }} as row_key,
        'weight=' || coalesce(cast(weights.weight as varchar), '') as faulty_value,
        'a weight is a number from 0 to 1' as broken_rule
    from weights
    where weights.weight is null or not (weights.weight >= 0 and weights.weight <= 1)

    union all

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'edge_weights') }} as row_key,
        'no weight' as faulty_value,
        'every child has a weight under every scheme of its index' as broken_rule
    from edge_weights
    where weight is null

    union all

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'weights') }} as row_key,
        'weight=' || cast(weights.weight as varchar) as faulty_value,
        'a weight belongs to an edge of the tree' as broken_rule
    from weights
    left join node_edges
        on
            weights.parent_node_code = node_edges.parent_node_code
            and weights.node_code = node_edges.node_code
    where node_edges.node_code is null

    union all

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code'], 'weights') }} as row_key,
        'sum of weights=' || cast(sum({{ exact_weight('weight') }}) as varchar) as faulty_value,
        'the weights of a group of siblings add up to 1' as broken_rule
    from weights
    where weight between 0 and 1
    group by
        scheme_code,
        parent_node_code
    having abs(sum({{ exact_weight('weight') }}) - 1) > 0.000000001

),

experts as (

    select distinct expert_code
    from expert_scores

),

scored_nodes as (

    select distinct node_code
    from expert_scores

),

expert_score_faults as (

    select
        'expert_scores' as table_name,
        {{ row_key(['expert_code', 'node_code'], 'expert_scores') }} as row_key,
        'score=' || coalesce(cast(expert_scores.expert_score as varchar), '') as faulty_value,
        'a score is 1, 2, 3, 4 or 5' as broken_rule
    from expert_scores
    where expert_scores.expert_score is null or expert_scores.expert_score not in (1, 2, 3, 4, 5)

    union all

    select
        'expert_scores' as table_name,
        'expert_code=' || experts.expert_code || ', node_code=' || scored_nodes.node_code as row_key,
        'no score' as faulty_value,
        'every expert scores every item of the sheet' as broken_rule
    from experts
    cross join scored_nodes
    left join expert_scores
        on
            experts.expert_code = expert_scores.expert_code
            and scored_nodes.node_code = expert_scores.node_code
    where expert_scores.expert_code is null

),

methodology_faults as (

    select * from duplicate_keys
    union all
    select * from unknown_codes
    union all
    select * from values_not_allowed
    union all
    select * from other_faults
    union all
    select * from normalisation_faults
    union all
    select * from cycles
    union all
    select * from weight_faults
    union all
    select * from expert_score_faults

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from methodology_faults
