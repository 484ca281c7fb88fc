-- Printed scores recomputed from other printed tables: a list from the longer or more exact one of the same subject,
-- totals from the four sub-indices, GDP shares from GDP, ratios from index and GDP share.
with listed_areas as (

    select * from {{ ref('int_listed_areas') }}

),

lists as (

    select * from {{ ref('stg_published__lists') }}

),

weight_residuals as (

    select * from {{ ref('int_weight_residuals') }}

),

reconstructed_lists as (

    select * from {{ ref('int_reconstructed_lists') }}

),

gdp as (

    select * from {{ ref('stg_public_statistics__gdp') }}

),

best_scheme as (

    -- the weights under which the largest error of a total is smallest are taken to be those that were used
    select weights_used
    from weight_residuals
    where weights_used != 'estimated'
    group by weights_used
    order by max(abs(residual)), weights_used
    limit 1

),

from_other_lists as (

    select
        listed_areas.figure_id,
        'published tables' as basis,
        reference_list.published_value as recomputed_value,
        reference_list.published_value - reference_list.half_unit as recomputed_low,
        reference_list.published_value + reference_list.half_unit as recomputed_high,
        'the list ' || reference_list.list_code as recomputed_from
    from listed_areas
    inner join listed_areas as reference_list
        on
            listed_areas.checked_against_list_code = reference_list.list_code
            and listed_areas.area_code = reference_list.area_code
    where listed_areas.published_value is not null

),

inputs as (

    select
        listed_areas.area_code,
        max(listed_areas.half_unit) as half_unit
    from listed_areas
    inner join lists on listed_areas.list_code = lists.list_code
    where lists.feeds_measure_code is not null
    group by listed_areas.area_code

),

from_sub_indices as (

    -- the weights add up to 1, so the total can be off by as much as the least exact of its four inputs
    select
        listed_areas.figure_id,
        'published tables' as basis,
        weight_residuals.recomputed_total as recomputed_value,
        weight_residuals.recomputed_total - inputs.half_unit as recomputed_low,
        weight_residuals.recomputed_total + inputs.half_unit as recomputed_high,
        'the four sub-index lists with the weights ' || weight_residuals.weights_used as recomputed_from
    from listed_areas
    inner join weight_residuals on listed_areas.area_code = weight_residuals.area_code
    inner join inputs on listed_areas.area_code = inputs.area_code
    inner join best_scheme on weight_residuals.weights_used = best_scheme.weights_used
    where listed_areas.list_code = 'total_appendix'

),

gdp_shares as (

    select
        period_code,
        area_code,
        100 * gdp / cast(sum({{ exact_value('gdp') }}) over (partition by period_code) as double) as gdp_share
    from gdp

),

from_gdp as (

    select
        listed_areas.figure_id,
        'published tables' as basis,
        gdp_shares.gdp_share as recomputed_value,
        gdp_shares.gdp_share as recomputed_low,
        gdp_shares.gdp_share as recomputed_high,
        'GDP of 2014 over the sum of the 31 provinces' as recomputed_from
    from listed_areas
    inner join gdp_shares
        on
            listed_areas.area_code = gdp_shares.area_code
            and listed_areas.period_code = gdp_shares.period_code
    where listed_areas.subject_code = 'gdp_share'

),

from_index_and_gdp as (

    select
        listed_areas.figure_id,
        'published tables' as basis,
        totals.published_value / gdp_shares.gdp_share as recomputed_value,
        (totals.published_value - totals.half_unit) / gdp_shares.gdp_share as recomputed_low,
        (totals.published_value + totals.half_unit) / gdp_shares.gdp_share as recomputed_high,
        'the printed index share over the GDP share of 2014' as recomputed_from
    from listed_areas
    inner join listed_areas as totals
        on
            listed_areas.area_code = totals.area_code
            and totals.list_code = 'total_nine_provinces'
    inner join gdp_shares on listed_areas.area_code = gdp_shares.area_code
    where listed_areas.subject_code = 'index_to_gdp_ratio'

),

from_raw_data as (

    select
        listed_areas.figure_id,
        'reconstructed raw data' as basis,
        reconstructed_lists.score as recomputed_value,
        reconstructed_lists.score as recomputed_low,
        reconstructed_lists.score as recomputed_high,
        'the raw data' as recomputed_from
    from listed_areas
    inner join reconstructed_lists
        on
            listed_areas.area_code = reconstructed_lists.area_code
            and listed_areas.list_code = reconstructed_lists.list_code
    where listed_areas.published_value is not null

),

ratios_from_raw_data as (

    select
        listed_areas.figure_id,
        'reconstructed raw data' as basis,
        reconstructed_lists.score / gdp_shares.gdp_share as recomputed_value,
        reconstructed_lists.score / gdp_shares.gdp_share as recomputed_low,
        reconstructed_lists.score / gdp_shares.gdp_share as recomputed_high,
        'the raw data over the GDP share of 2014' as recomputed_from
    from listed_areas
    inner join reconstructed_lists
        on
            listed_areas.area_code = reconstructed_lists.area_code
            and reconstructed_lists.list_code = 'total_provinces'
    inner join gdp_shares on listed_areas.area_code = gdp_shares.area_code
    where listed_areas.subject_code = 'index_to_gdp_ratio'

),

recomputed_scores as (

    select * from from_other_lists
    union all
    select * from from_sub_indices
    union all
    select * from from_gdp
    union all
    select * from from_index_and_gdp
    union all
    select * from from_raw_data
    union all
    select * from ratios_from_raw_data

)

select * from recomputed_scores
