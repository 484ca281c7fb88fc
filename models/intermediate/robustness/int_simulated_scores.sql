{{ config(materialized='view') }}

-- Every unit's score in every run: its values by the run's weights. A sum goes in the order of the leaves' codes, so it
-- does not depend on threads, and it is rounded to 14 digits, so that what is equal on paper ties. A run that cannot be
-- computed in a ranking has no rows there: weights that are unknown, or values below 0 under a mean that has none of
-- them. A view, so that draws are kept once, as weights, whatever is asked of them; those who read it take the ranks,
-- since a filter does not go through a rank.
with runs as (

    select * from {{ ref('int_runs') }}

),

run_weights as (

    select * from {{ ref('int_run_weights') }}

),

variant_lists as (

    select * from {{ ref('int_variant_lists') }}

),

scored as (

    select
        variant_lists.ranking_number,
        variant_lists.place,
        runs.index_code,
        runs.run_number,
        runs.purpose,
        coalesce(runs.is_sensitivity, false) as is_sensitivity,
        variant_lists.node_code = runs.index_code as is_root,
        case variant_lists.mean
            when 'arithmetic' then list_dot_product(variant_lists.leaf_values, run_weights.weights)
            when 'geometric'
                then case
                    when list_dot_product(variant_lists.zeros, run_weights.weights) > 0 then 0
                    else exp(list_dot_product(variant_lists.leaf_values, run_weights.weights))
                end
            else case
                when list_dot_product(variant_lists.zeros, run_weights.weights) > 0 then 0
                else 1 / list_dot_product(variant_lists.leaf_values, run_weights.weights)
            end
        end as exact_score
    from runs
    inner join run_weights
        on
            runs.index_code = run_weights.index_code
            and runs.weighting_choice = run_weights.weighting_choice
            and runs.weighting_source = run_weights.weighting_source
            and runs.left_out_node_code is not distinct from run_weights.left_out_node_code
    inner join variant_lists
        on
            runs.normalisation_choice = variant_lists.normalisation_choice
            and runs.outlier_choice = variant_lists.outlier_choice
            and runs.missing_choice = variant_lists.missing_choice
            and runs.aggregation_choice = variant_lists.aggregation_choice
            and run_weights.node_code = variant_lists.node_code
            and run_weights.missing_pattern = variant_lists.missing_pattern
            and run_weights.data_scope in ('all', variant_lists.period_code || '|' || variant_lists.unit_level)

),

simulated_scores as (

    select
        ranking_number,
        place,
        index_code,
        run_number,
        purpose,
        is_sensitivity,
        is_root,
        case
            when exact_score = 0 then 0
            else round(exact_score, 13 - cast(floor(log10(abs(exact_score))) as integer))
        end as score
    from scored

)

select * from simulated_scores
