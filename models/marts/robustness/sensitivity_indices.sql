-- Which choice moves the ranks: variance-based sensitivity. The first-order index is the part of the variance that a
-- factor explains alone, mean(B (M - A)) / V (Saltelli et al. 2010), the total one that with all it takes part in,
-- mean((A - M)^2) / 2 V (Jansen 1999), where M is A with the factor out of B and V the variance over A and B. Intervals
-- come from drawing the draws again with replacement; a new set of draws is a list of how often each one is in it, so
-- that all sums are products of two lists in one order.
with sensitivity_outputs as (

    select * from {{ ref('int_sensitivity_outputs') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

centers as (

    select
        analysis_code,
        ranking_number,
        place,
        factor_code,
        count(*) as draws,
        cast(sum({{ exact_value('output_a + output_b') }}) as double) / (2 * count(*)) as center
    from sensitivity_outputs
    group by
        analysis_code,
        ranking_number,
        place,
        factor_code

),

output_lists as (

    -- about the mean, so that differences of squares keep their digits
    select
        centers.analysis_code,
        centers.ranking_number,
        centers.place,
        centers.factor_code,
        centers.draws,
        list(
            sensitivity_outputs.output_a + sensitivity_outputs.output_b - 2 * centers.center
            order by sensitivity_outputs.draw
        ) as deviations,
        list(
            power(sensitivity_outputs.output_a - centers.center, 2)
            + power(sensitivity_outputs.output_b - centers.center, 2)
            order by sensitivity_outputs.draw
        ) as squares,
        list(
            (sensitivity_outputs.output_b - centers.center)
            * (sensitivity_outputs.output_mixed - sensitivity_outputs.output_a)
            order by sensitivity_outputs.draw
        ) as first_products,
        list(
            power(sensitivity_outputs.output_a - sensitivity_outputs.output_mixed, 2)
            order by sensitivity_outputs.draw
        ) as total_products
    from sensitivity_outputs
    inner join centers
        on
            sensitivity_outputs.analysis_code = centers.analysis_code
            and sensitivity_outputs.ranking_number = centers.ranking_number
            and sensitivity_outputs.place is not distinct from centers.place
            and sensitivity_outputs.factor_code = centers.factor_code
    group by
        centers.analysis_code,
        centers.ranking_number,
        centers.place,
        centers.factor_code,
        centers.draws

),

positions as (

    -- every place in a list of so many draws, in every resample; resample 0 has each draw once
    select
        list_lengths.draws,
        resamples.resample,
        places_in_list.place_in_list
    from (select distinct centers.draws from centers) as list_lengths
    cross join {{ whole_numbers(0, var('sensitivity_resamples')) }} as resamples (resample)
    inner join {{ whole_numbers(1, var('sensitivity_draws')) }} as places_in_list (place_in_list)
        on list_lengths.draws >= places_in_list.place_in_list

),

picks as (

    select
        draws,
        resample,
        case
            when resample = 0 then place_in_list
            else 1 + cast(
                floor(
                    draws * {{ uniform_number(
                        "concat_ws('|', '" ~ var('robustness_seed') ~ "', 'resample', resample, place_in_list)"
                    ) }}
                ) as integer
            )
        end as picked_place
    from positions

),

counted_picks as (

    select
        draws,
        resample,
        picked_place,
        count(*) as times
    from picks
    group by
        draws,
        resample,
        picked_place

),

resamples as (

    select
        positions.draws,
        positions.resample,
        list(cast(coalesce(counted_picks.times, 0) as double) order by positions.place_in_list) as times
    from positions
    left join counted_picks
        on
            positions.draws = counted_picks.draws
            and positions.resample = counted_picks.resample
            and positions.place_in_list = counted_picks.picked_place
    group by
        positions.draws,
        positions.resample

),

sums as (

    select
        output_lists.analysis_code,
        output_lists.ranking_number,
        output_lists.place,
        output_lists.factor_code,
        output_lists.draws,
        resamples.resample,
        list_dot_product(output_lists.first_products, resamples.times) / output_lists.draws as first_part,
        list_dot_product(output_lists.total_products, resamples.times) / (2 * output_lists.draws) as total_part,
        (
            list_dot_product(output_lists.squares, resamples.times)
            - power(list_dot_product(output_lists.deviations, resamples.times), 2) / (2 * output_lists.draws)
        ) / (2 * output_lists.draws - 1) as variance
    from output_lists
    inner join resamples on output_lists.draws = resamples.draws

),

estimates as (

    select
        analysis_code,
        ranking_number,
        place,
        factor_code,
        draws,
        resample,
        case when variance > 1e-12 then first_part / variance end as first_order,
        case when variance > 1e-12 then total_part / variance end as total_order
    from sums

),

indices as (

    select
        analysis_code,
        ranking_number,
        place,
        factor_code,
        draws,
        max(case when resample = 0 then first_order end) as first_order,
        max(case when resample = 0 then total_order end) as total_order,
        percentile_disc(0.025) within group (order by case when resample > 0 then first_order end) as first_order_low,
        percentile_disc(0.975) within group (order by case when resample > 0 then first_order end) as first_order_high,
        percentile_disc(0.025) within group (order by case when resample > 0 then total_order end) as total_order_low,
        percentile_disc(0.975) within group (order by case when resample > 0 then total_order end) as total_order_high
    from estimates
    group by
        analysis_code,
        ranking_number,
        place,
        factor_code,
        draws

),

rankings as (

    select distinct
        index_code,
        node_code,
        period_code,
        unit_level,
        ranking_number,
        origin
    from ranked_units

),

judged as (

    select
        rankings.index_code,
        rankings.node_code,
        rankings.period_code,
        rankings.unit_level,
        rankings.origin,
        indices.*,
        ranked_units.area_code,
        areas.name_zh as unit_name_zh,
        areas.name_en as unit_name_en,
        case
            when indices.draws < {{ var('sensitivity_fewest_draws') }}
                then 'fewer than {{ var("sensitivity_fewest_draws") }} draws'
            when indices.first_order is null then 'the output never changes'
        end as reason
    from indices
    inner join rankings on indices.ranking_number = rankings.ranking_number
    left join ranked_units
        on
            indices.ranking_number = ranked_units.ranking_number
            and indices.place = ranked_units.place
    left join areas on ranked_units.area_code = areas.area_code

),

sensitivity_indices as (

    select
        index_code,
        node_code,
        period_code,
        unit_level,
        analysis_code,
        factor_code,
        area_code,
        unit_name_zh,
        unit_name_en,
        origin,
        reason,
        cast(draws as integer) as draws,
        case when place is null then 'mean_rank_shift' else 'rank_of_' || area_code end as output_code,
        case when reason is null then 'computed' else 'not enough data' end as status,
        case when reason is null then first_order end as first_order,
        case when reason is null then first_order_low end as first_order_low,
        case when reason is null then first_order_high end as first_order_high,
        case when reason is null then total_order end as total_order,
        case when reason is null then total_order_low end as total_order_low,
        case when reason is null then total_order_high end as total_order_high
    from judged

)

select
    index_code,
    node_code,
    period_code,
    unit_level,
    analysis_code,
    output_code,
    area_code,
    unit_name_zh,
    unit_name_en,
    factor_code,
    origin,
    status,
    reason,
    draws,
    first_order,
    first_order_low,
    first_order_high,
    total_order,
    total_order_low,
    total_order_high
from sensitivity_indices
