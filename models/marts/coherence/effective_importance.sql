-- What a weight says and what it does: the nominal weight of a node beside the part of the index's variance that the
-- node alone explains (Becker, Saisana, Paruolo and Vandecasteele 2017, with the linear measure, r squared).
with correlations as (

    select * from {{ ref('indicator_correlations') }}

),

tree_weights as (

    select * from {{ ref('tree_weights') }}

),

nodes as (

    select * from {{ ref('dim_node') }}

),

weights as (

    -- a node with several parents has one weight in the index
    select distinct
        index_code,
        scheme_code,
        node_code,
        weight_in_index
    from tree_weights
    where is_default

),

with_root as (

    select
        correlations.index_code,
        weights.scheme_code,
        correlations.period_code,
        correlations.unit_level,
        correlations.node_code,
        correlations.origin,
        correlations.status,
        correlations.reason,
        weights.weight_in_index,
        correlations.pearson_r * correlations.pearson_r as squared_correlation
    from correlations
    inner join weights
        on
            correlations.index_code = weights.index_code
            and correlations.node_code = weights.node_code
    where correlations.relation = 'root'

),

in_sets as (

    select
        with_root.*,
        'root_children' as node_set
    from with_root
    inner join tree_weights
        on
            with_root.index_code = tree_weights.parent_node_code
            and with_root.node_code = tree_weights.node_code
            and tree_weights.is_default

    union all

    select
        with_root.*,
        'leaves' as node_set
    from with_root
    inner join nodes
        on
            with_root.node_code = nodes.node_code
            and nodes.is_leaf

),

totals as (

    -- over the nodes that have a correlation, so that both shares are among the same nodes
    select
        index_code,
        period_code,
        unit_level,
        node_set,
        cast(sum({{ exact_weight('weight_in_index') }}) as double) as weights,
        cast(sum({{ exact_weight('squared_correlation') }}) as double) as squared_correlations
    from in_sets
    where status = 'computed'
    group by
        index_code,
        period_code,
        unit_level,
        node_set

),

with_shares as (

    select
        in_sets.*,
        case when in_sets.status = 'computed' then in_sets.weight_in_index / nullif(totals.weights, 0) end
            as weight_share,
        in_sets.squared_correlation / nullif(totals.squared_correlations, 0) as importance_share
    from in_sets
    left join totals
        on
            in_sets.index_code = totals.index_code
            and in_sets.period_code = totals.period_code
            and in_sets.unit_level = totals.unit_level
            and in_sets.node_set = totals.node_set

)

select
    index_code,
    scheme_code,
    period_code,
    unit_level,
    node_set,
    node_code,
    origin,
    status,
    reason,
    weight_in_index,
    squared_correlation,
    weight_share,
    importance_share,
    importance_share / nullif(weight_share, 0) as importance_to_weight
from with_shares
