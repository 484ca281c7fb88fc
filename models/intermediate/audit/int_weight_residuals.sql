-- The totals of the cities in all four lists, as the engine computes them under each weight scheme and with the
-- estimated weights, beside the printed ones.
with sub_index_totals as (

    select * from {{ ref('int_sub_index_totals') }}

),

scores as (

    select * from {{ ref('fct_scores') }}

),

estimated_weights as (

    select * from {{ ref('int_estimated_weights') }}

),

printed_totals as (

    select distinct
        area_code,
        published_total,
        printed_decimals
    from sub_index_totals

),

recomputed as (

    select
        scheme_code as weights_used,
        area_code,
        cast(score as double) as recomputed_total
    from scores
    where node_code = 'report_2016_published' and unit_level = 'city'

    union all

    select
        'estimated' as weights_used,
        sub_index_totals.area_code,
        cast(
            sum({{ exact_value('estimated_weights.estimated_weight * sub_index_totals.score') }}) as double
        ) as recomputed_total
    from sub_index_totals
    inner join estimated_weights on sub_index_totals.pillar_code = estimated_weights.pillar_code
    group by sub_index_totals.area_code

),

weight_residuals as (

    select
        recomputed.weights_used,
        printed_totals.area_code,
        printed_totals.published_total,
        recomputed.recomputed_total,
        printed_totals.published_total - recomputed.recomputed_total as residual,
        abs(
            {{ round_to('recomputed.recomputed_total', 'printed_totals.printed_decimals') }}
            - printed_totals.published_total
        ) < 1e-9 as agrees_to_printed_decimals
    from printed_totals
    inner join recomputed on printed_totals.area_code = recomputed.area_code

)

select * from weight_residuals
