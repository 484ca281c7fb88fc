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
        case when count(*) > 1 then nodes.aggregation end as mean
    from edge_weights
    inner join nodes on edge_weights.parent_node_code = nodes.node_code
    where edge_weights.is_default
    group by
        edge_weights.index_code,
        edge_weights.parent_node_code,
        nodes.aggregation

),

stated_means as (

    -- the same mean on every level is that mean over the leaves; where levels differ there is none
    select
        index_code,
        coalesce(max(mean), 'arithmetic') as mean
    from inner_nodes
    group by index_code
    having count(distinct mean) <= 1

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

variants as (

    select
        normalisation_choice,
        outlier_choice,
        missing_choice,
        row_number() over (
            order by
                normalisation_choice,
                outlier_choice,
                missing_choice
        ) as variant_number
    from variant_means
    group by
        normalisation_choice,
        outlier_choice,
        missing_choice

),

unit_numbers as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        row_number() over (
            order by
                index_code,
                period_code,
                unit_level,
                area_code
        ) as unit_number
    from units
    where node_code = index_code

),

leaf_numbers as (

    select
        node_code,
        row_number() over (
            partition by index_code
            order by node_code
        ) as leaf_number
    from nodes
    where measure_code is not null

),

numbered as (

    -- in numbers, since a unit has some hundred values under each variant
    select
        unit_numbers.unit_number,
        variants.variant_number,
        leaf_numbers.leaf_number,
        value_variants.node_code as leaf_node_code,
        value_variants.variant_value
    from value_variants
    inner join unit_numbers
        on
            value_variants.index_code = unit_numbers.index_code
            and value_variants.period_code = unit_numbers.period_code
            and value_variants.unit_level = unit_numbers.unit_level
            and value_variants.area_code = unit_numbers.area_code
    inner join variants
        on
            value_variants.normalisation_choice = variants.normalisation_choice
            and value_variants.outlier_choice = variants.outlier_choice
            and value_variants.missing_choice = variants.missing_choice
    inner join leaf_numbers on value_variants.node_code = leaf_numbers.node_code

),

patterns as (

    select
        unit_number,
        variant_number,
        {{ dbt.listagg("leaf_node_code", "' '", 'order by leaf_node_code') }} as missing_pattern
    from numbered
    where variant_value is null
    group by
        unit_number,
        variant_number

),

index_lists as (

    select
        unit_number,
        variant_number,
        list(variant_value order by leaf_number) as index_values
    from numbered
    group by
        unit_number,
        variant_number

),

leaf_places as (

    -- where the leaves of a ranked node stand in the list of its index
    select
        node_leaves.node_code,
        list(leaf_numbers.leaf_number order by leaf_numbers.leaf_number) as leaf_places
    from node_leaves
    inner join leaf_numbers on node_leaves.leaf_node_code = leaf_numbers.node_code
    group by node_leaves.node_code

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
        variants.variant_number,
        variants.normalisation_choice,
        variants.outlier_choice,
        variants.missing_choice,
        index_lists.index_values,
        leaf_places.leaf_places,
        coalesce(patterns.missing_pattern, '(none)') as missing_pattern
    from units
    inner join unit_numbers
        on
            units.index_code = unit_numbers.index_code
            and units.period_code = unit_numbers.period_code
            and units.unit_level = unit_numbers.unit_level
            and units.area_code = unit_numbers.area_code
    inner join index_lists on unit_numbers.unit_number = index_lists.unit_number
    inner join variants on index_lists.variant_number = variants.variant_number
    left join patterns
        on
            index_lists.unit_number = patterns.unit_number
            and index_lists.variant_number = patterns.variant_number
    inner join leaf_places on units.node_code = leaf_places.node_code

),

node_lists as (

    select
        *,
        list_transform(leaf_places, lambda leaf_place: index_values[leaf_place]) as node_values
    from value_lists

),

with_means as (

    select
        node_lists.*,
        variant_means.aggregation_choice,
        variant_means.mean,
        min(list_min(node_lists.node_values)) over (
            partition by
                node_lists.ranking_number,
                node_lists.variant_number,
                variant_means.aggregation_choice
        ) as lowest_of_all
    from node_lists
    inner join variant_means
        on
            node_lists.index_code = variant_means.index_code
            and node_lists.normalisation_choice = variant_means.normalisation_choice
            and node_lists.outlier_choice = variant_means.outlier_choice
            and node_lists.missing_choice = variant_means.missing_choice

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
                    node_values, lambda leaf_value: case when leaf_value = 0 then 0 else coalesce(ln(leaf_value), 0) end
                )
            when 'harmonic'
                then list_transform(
                    node_values, lambda leaf_value: case when leaf_value = 0 then 0 else coalesce(1 / leaf_value, 0) end
                )
            else list_transform(node_values, lambda leaf_value: coalesce(leaf_value, 0))
        end as leaf_values,
        case
            when mean != 'arithmetic'
                then list_transform(node_values, lambda leaf_value: case when leaf_value = 0 then 1e0 else 0e0 end)
        end as zeros
    from with_means
    where
        mean = 'arithmetic'
        or (mean is not null and lowest_of_all >= 0)

)

select * from variant_lists
