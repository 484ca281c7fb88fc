-- The values of a unit in a ranked node, under every variant and every mean that the runs ask for, as one list in the
-- order of the leaves' codes, ready to be multiplied by a list of weights: x for the arithmetic mean, ln x for the
-- geometric and 1 / x for the harmonic one, 0 where there is none. A mean of these kinds is 0 as soon as one value is,
-- which the second list tells. Values below 0 have no such means, so that a ranking with one of them has no lists.
with value_variants as (

    select * from {{ ref('int_value_variants') }}

),

runs as (

    select * from {{ ref('int_runs') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

edge_weights as (

    select * from {{ ref('int_edge_weights') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

node_leaves as (

    select
        tree_closure.index_code,
        tree_closure.node_code,
        tree_closure.leaf_node_code
    from tree_closure
    inner join index_schemes
        on
            tree_closure.index_code = index_schemes.index_code
            and tree_closure.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    where tree_closure.node_code in (select ranked_units.node_code from ranked_units)

),

inner_nodes as (

    -- the mean over a single child is that child, whatever it is called
    select
        edge_weights.index_code,
        edge_weights.parent_node_code,
        nodes.aggregation
    from edge_weights
    inner join nodes on edge_weights.parent_node_code = nodes.node_code
    where edge_weights.is_default
    group by
        edge_weights.index_code,
        edge_weights.parent_node_code,
        nodes.aggregation
    having count(*) > 1

),

stated_means as (

    -- the same mean on every level is that mean over the leaves; where levels differ there is none
    select
        index_code,
        max(aggregation) as mean
    from inner_nodes
    group by index_code
    having count(distinct aggregation) = 1

),

variant_means as (

    select distinct
        runs.index_code,
        runs.normalisation_choice,
        runs.outlier_choice,
        runs.missing_choice,
        runs.aggregation_choice,
        case when runs.aggregation_choice = 'as_stated' then stated_means.mean else runs.aggregation_choice end as mean
    from runs
    left join stated_means on runs.index_code = stated_means.index_code

),

units as (

    select
        index_code,
        node_code,
        period_code,
        unit_level,
        area_code,
        ranking_number,
        place
    from ranked_units
    where status = 'computed'

),

patterns as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        normalisation_choice,
        outlier_choice,
        missing_choice,
        coalesce(string_agg(case when variant_value is null then node_code end, ' ' order by node_code), '(none)')
            as missing_pattern
    from value_variants
    group by
        index_code,
        period_code,
        unit_level,
        area_code,
        normalisation_choice,
        outlier_choice,
        missing_choice

),

value_lists as (

    select
        units.index_code,
        units.node_code,
        units.period_code,
        units.unit_level,
        units.area_code,
        units.ranking_number,
        units.place,
        value_variants.normalisation_choice,
        value_variants.outlier_choice,
        value_variants.missing_choice,
        min(value_variants.variant_value) as lowest,
        list(coalesce(value_variants.variant_value, 0) order by value_variants.node_code) as leaf_values
    from units
    inner join node_leaves on units.node_code = node_leaves.node_code
    inner join value_variants
        on
            units.period_code = value_variants.period_code
            and units.unit_level = value_variants.unit_level
            and units.area_code = value_variants.area_code
            and node_leaves.leaf_node_code = value_variants.node_code
    group by
        units.index_code,
        units.node_code,
        units.period_code,
        units.unit_level,
        units.area_code,
        units.ranking_number,
        units.place,
        value_variants.normalisation_choice,
        value_variants.outlier_choice,
        value_variants.missing_choice

),

with_means as (

    select
        value_lists.*,
        patterns.missing_pattern,
        variant_means.aggregation_choice,
        variant_means.mean,
        min(value_lists.lowest) over (
            partition by
                value_lists.ranking_number,
                value_lists.normalisation_choice,
                value_lists.outlier_choice,
                value_lists.missing_choice,
                variant_means.aggregation_choice
        ) as lowest_of_all
    from value_lists
    inner join variant_means
        on
            value_lists.index_code = variant_means.index_code
            and value_lists.normalisation_choice = variant_means.normalisation_choice
            and value_lists.outlier_choice = variant_means.outlier_choice
            and value_lists.missing_choice = variant_means.missing_choice
    inner join patterns
        on
            value_lists.index_code = patterns.index_code
            and value_lists.period_code = patterns.period_code
            and value_lists.unit_level = patterns.unit_level
            and value_lists.area_code = patterns.area_code
            and value_lists.normalisation_choice = patterns.normalisation_choice
            and value_lists.outlier_choice = patterns.outlier_choice
            and value_lists.missing_choice = patterns.missing_choice

),

variant_lists as (

    select
        index_code,
        node_code,
        period_code,
        unit_level,
        area_code,
        ranking_number,
        place,
        normalisation_choice,
        outlier_choice,
        missing_choice,
        aggregation_choice,
        mean,
        missing_pattern,
        case mean
            when 'geometric'
                then list_transform(
                    leaf_values, lambda leaf_value: case when leaf_value = 0 then 0 else ln(leaf_value) end
                )
            when 'harmonic'
                then list_transform(
                    leaf_values, lambda leaf_value: case when leaf_value = 0 then 0 else 1 / leaf_value end
                )
            else leaf_values
        end as leaf_values,
        case
            when mean != 'arithmetic'
                then list_transform(leaf_values, lambda leaf_value: case when leaf_value = 0 then 1e0 else 0e0 end)
        end as zeros
    from with_means
    where
        mean = 'arithmetic'
        or (mean is not null and lowest_of_all >= 0)

)

select * from variant_lists
