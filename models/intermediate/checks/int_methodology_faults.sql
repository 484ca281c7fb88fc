-- Faults of measures, trees and weights: one row for each broken rule, naming table, key and value.
with recursive measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

nodes as (

    select * from {{ ref('stg_methodology__nodes') }}

),

node_edges as (

    select * from {{ ref('stg_methodology__node_edges') }}

),

weights as (

    select * from {{ ref('stg_methodology__weights') }}

),

weight_schemes as (

    select * from {{ ref('stg_methodology__weight_schemes') }}

),

scenarios as (

    select * from {{ ref('stg_methodology__scenarios') }}

),

uncertain_choices as (

    select * from {{ ref('stg_methodology__uncertain_choices') }}

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

what_leaves_lack as (

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'normalisation=' as faulty_value,
        'a leaf has a normalisation, its own or that of its root' as broken_rule
    from leaves
    where normalisation is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'missing_rule=' as faulty_value,
        'a leaf has a missing_rule, its own or that of its root' as broken_rule
    from leaves
    where missing_rule is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'denominator=' as faulty_value,
        'a share has a denominator, its own or that of its root' as broken_rule
    from leaves
    where normalisation = 'share_of_total' and denominator is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'reference=' as faulty_value,
        'a distance to a reference has a reference, its own or that of its root' as broken_rule
    from leaves
    where normalisation = 'distance_to_reference' and reference is null

    union all

    select
        'nodes' as table_name,
        'node_code=' || node_code as row_key,
        'reference_area_code=' as faulty_value,
        'a reference that is an area has a reference_area_code' as broken_rule
    from leaves
    where reference = 'area' and reference_area_code is null

),

other_faults as (

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
        'nodes' as table_name,
        'node_code=' || nodes.node_code as row_key,
        'index_code=' || nodes.index_code as faulty_value,
        'index_code is that of a root, a node whose code is its index_code' as broken_rule
    from nodes
    inner join nodes as roots on nodes.index_code = roots.node_code
    where roots.node_code != roots.index_code

    union all

    select
        'node_edges' as table_name,
        'parent_node_code=' || node_edges.parent_node_code || ', node_code=' || node_edges.node_code as row_key,
        'node_code=' || node_edges.node_code as faulty_value,
        'the root of an index has no parent' as broken_rule
    from node_edges
    inner join nodes on node_edges.node_code = nodes.node_code
    where nodes.node_code = nodes.index_code

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
        cast(count(distinct sources.origin) as string) || ' origins' as faulty_value,
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
        cast(sum(case when is_default then 1 else 0 end) as string) || ' defaults' as faulty_value,
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
        'goalpost_low=' || coalesce({{ number_as_text('goalpost_low') }}, '')
        || ', goalpost_high=' || coalesce({{ number_as_text('goalpost_high') }}, '') as faulty_value,
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
        'scale_low=' || {{ number_as_text('scale_low') }}
        || ', scale_high=' || {{ number_as_text('scale_high') }} as faulty_value,
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
        'reference_value=' || coalesce({{ number_as_text('reference_value') }}, '') as faulty_value,
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
        'changes of the mean=' || cast(node_stages.stage_number - 1 as string) || ' or more' as faulty_value,
        'on no way from a leaf to a node the mean changes more than {{ var("most_stages") - 1 }} times' as broken_rule
    from node_stages
    where node_stages.stage_number > {{ var('most_stages') }}

),

below as (

    -- ends in a loop, too: by the number of steps
    select
        parent_node_code as node_code,
        node_code as reached_node_code,
        1 as step_number
    from node_edges

    {{ union_of_new_rows() }}

    select
        below.node_code,
        node_edges.node_code as reached_node_code,
        below.step_number + 1 as step_number
    from below
    inner join node_edges on below.reached_node_code = node_edges.parent_node_code
    where below.step_number < {{ most_steps() }}

),

cycles as (

    select distinct
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
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'edge_weights') }} as row_key,
        'no weight' as faulty_value,
        'every child has a weight under every scheme of its index' as broken_rule
    from edge_weights
    where edge_weights.weight is null

    union all

    select
        'weights' as table_name,
        {{ row_key(['scheme_code', 'parent_node_code', 'node_code'], 'weights') }} as row_key,
        'weight=' || {{ number_as_text('weights.weight') }} as faulty_value,
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
        'sum of weights=' || cast(sum({{ exact_weight('weight') }}) as string) as faulty_value,
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

choices_of_factors as (

    select
        listed.factor_code,
        listed.choices
    from (
        values
        ('weighting', 'as_stated or equal or around_default or any_weights or expert_panel'),
        ('normalisation', 'as_stated or share_of_total or min_max or z_score or rank or percentile_rank'),
        ('aggregation', 'as_stated or arithmetic or geometric or harmonic'),
        ('outliers', 'as_stated or treated'),
        ('left_out', 'none or any_leaf')
    ) as listed (factor_code, choices)

),

scenario_faults as (

    select
        'uncertain_choices' as table_name,
        {{ row_key(['analysis_code', 'factor_code', 'choice_code'], 'uncertain_choices') }} as row_key,
        'choice_code=' || uncertain_choices.choice_code as faulty_value,
        'the choice of ' || choices_of_factors.factor_code || ' is ' || choices_of_factors.choices as broken_rule
    from uncertain_choices
    inner join choices_of_factors on uncertain_choices.factor_code = choices_of_factors.factor_code
    where
        position(' or ' || uncertain_choices.choice_code || ' or ' in ' or ' || choices_of_factors.choices || ' or ')
        = 0

    union all

    select
        'uncertain_choices' as table_name,
        {{ row_key(['analysis_code', 'factor_code'], 'uncertain_choices') }} as row_key,
        'sum of probabilities=' || cast(sum({{ exact_weight('probability') }}) as string) as faulty_value,
        'the probabilities of a factor add up to 1' as broken_rule
    from uncertain_choices
    where probability between 0 and 1
    group by
        analysis_code,
        factor_code
    having abs(sum({{ exact_weight('probability') }}) - 1) > 0.000000001

    union all

    select
        'scenarios' as table_name,
        {{ row_key(['scenario_code'], 'scenarios') }} as row_key,
        'scenario_code=' || scenarios.scenario_code as faulty_value,
        'a scenario has no code of a weight scheme, which is a scenario of its own' as broken_rule
    from scenarios
    inner join weight_schemes on scenarios.scenario_code = weight_schemes.scheme_code

),

methodology_faults as (

    select * from what_leaves_lack
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
    union all
    select * from scenario_faults

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from methodology_faults
