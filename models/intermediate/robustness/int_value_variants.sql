-- Every leaf's value in every unit under each combination of normalisation, outliers and missing values that a scenario
-- or an uncertain choice asks for. A series is a set of values to normalise: as they are, or with outliers treated, or
-- with missing values counted otherwise. As stated means by the leaf's own normalisation: what it observes (ends of the
-- range, mean, spread, ranks) is that of the series; what is given to it (total, goalposts, reference) stays. What a
-- series does not change keeps the normalised value of the index itself, digit by digit.
with treated_values as (

    select * from {{ ref('int_treated_values') }}

),

parameters as (

    select * from {{ ref('int_normalisation_parameters') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

measures as (

    select * from {{ ref('stg_methodology__measures') }}

),

ranked_units as (

    select * from {{ ref('int_ranked_units') }}

),

scenarios as (

    select * from {{ ref('stg_methodology__scenarios') }}

),

uncertain_choices as (

    select * from {{ ref('stg_methodology__uncertain_choices') }}

),

analyses as (

    select distinct analysis_code from uncertain_choices

),

variants as (

    select
        'as_stated' as normalisation_choice,
        'as_stated' as outlier_choice,
        'as_stated' as missing_choice

    union distinct

    select
        normalisation_choice,
        outlier_choice,
        missing_choice
    from scenarios

    union distinct

    select
        coalesce(normalisations.choice_code, 'as_stated') as normalisation_choice,
        coalesce(outliers.choice_code, 'as_stated') as outlier_choice,
        'as_stated' as missing_choice
    from analyses
    left join uncertain_choices as normalisations
        on analyses.analysis_code = normalisations.analysis_code and normalisations.factor_code = 'normalisation'
    left join uncertain_choices as outliers
        on analyses.analysis_code = outliers.analysis_code and outliers.factor_code = 'outliers'

),

series as (

    select
        outlier_choice,
        missing_choice,
        bool_or(normalisation_choice = 'z_score') as has_z_scores,
        bool_or(normalisation_choice in ('rank', 'percentile_rank')) as has_ranks
    from variants
    group by
        outlier_choice,
        missing_choice

),

simulated_units as (

    select
        index_code,
        period_code,
        unit_level,
        area_code
    from ranked_units
    where
        node_code = index_code
        and score is not null
        and status != 'too many units'

),

simulated_rankings as (

    select distinct
        index_code,
        period_code,
        unit_level
    from simulated_units

),

leaves as (

    -- in numbers, since a leaf has hundreds of units, and as many joins
    select
        treated_values.index_code,
        treated_values.period_code,
        treated_values.unit_level,
        treated_values.node_code,
        treated_values.outlier_treatment,
        row_number() over (
            order by treated_values.node_code, treated_values.period_code, treated_values.unit_level
        ) as leaf_number,
        bool_or(treated_values.value_status = 'missing_as_zero') as has_zeros_to_skip,
        bool_or(treated_values.value_status = 'missing_skipped') as has_gaps_to_fill,
        min(treated_values.treated_value) as lowest_treated_value
    from treated_values
    inner join simulated_rankings
        on
            treated_values.index_code = simulated_rankings.index_code
            and treated_values.period_code = simulated_rankings.period_code
            and treated_values.unit_level = simulated_rankings.unit_level
    group by
        treated_values.index_code,
        treated_values.period_code,
        treated_values.unit_level,
        treated_values.node_code,
        treated_values.outlier_treatment

),

leaves_in_series as (

    select
        leaves.*,
        series.outlier_choice,
        series.missing_choice,
        nodes.normalisation,
        coalesce(series.has_z_scores or nodes.normalisation = 'z_score', false) as has_z_scores,
        coalesce(series.has_ranks or nodes.normalisation in ('rank', 'percentile_rank'), false) as has_ranks,
        series.missing_choice = 'zero' and measures.direction = 'more_is_better' as fills_gaps,
        series.missing_choice = 'skip' as skips_zeros,
        series.outlier_choice = 'treated' as is_treated,
        (series.outlier_choice = 'treated' and leaves.outlier_treatment != 'none')
        or (series.missing_choice = 'skip' and leaves.has_zeros_to_skip)
        or (series.missing_choice = 'zero' and measures.direction = 'more_is_better' and leaves.has_gaps_to_fill)
            as is_changed
    from leaves
    inner join nodes on leaves.node_code = nodes.node_code
    inner join measures on nodes.measure_code = measures.measure_code
    cross join series

),

numbered_series as (

    -- what a series leaves alone has the values of the one that is as stated
    select
        *,
        dense_rank() over (
            order by
                leaf_number,
                case when is_changed then outlier_choice else 'as_stated' end,
                case when is_changed then missing_choice else 'as_stated' end
        ) as series_number
    from leaves_in_series

),

distinct_series as (

    select
        leaf_number,
        series_number,
        index_code,
        period_code,
        unit_level,
        node_code,
        is_changed and is_treated as is_treated,
        is_changed and fills_gaps as fills_gaps,
        is_changed and skips_zeros as skips_zeros,
        case when outlier_treatment = 'logarithm' then greatest(lowest_treated_value, 0) else 0 end as treated_zero,
        bool_or(has_z_scores) as has_z_scores,
        bool_or(has_ranks) as has_ranks
    from numbered_series
    group by all

),

series_values as (

    -- of all units that have a value, as in the index itself; a missing value that counts as zero had no part in the
    -- treatment and stands with the lowest
    select
        distinct_series.series_number,
        distinct_series.has_z_scores,
        distinct_series.has_ranks,
        treated_values.area_code,
        treated_values.normalised_value,
        case
            when treated_values.value_status = 'missing_skipped' and not distinct_series.fills_gaps then null
            when treated_values.value_status = 'missing_skipped' and distinct_series.is_treated
                then distinct_series.treated_zero
            when treated_values.value_status = 'missing_skipped' then 0
            when treated_values.value_status = 'missing_as_zero' and distinct_series.skips_zeros then null
            when distinct_series.is_treated then treated_values.treated_value
            else treated_values.counted_value
        end as series_value
    from treated_values
    inner join distinct_series
        on
            treated_values.node_code = distinct_series.node_code
            and treated_values.period_code = distinct_series.period_code
            and treated_values.unit_level = distinct_series.unit_level

),

places as (

    -- from the worst up, so that more is better
    select
        series_number,
        area_code,
        normalised_value,
        series_value,
        case
            when has_ranks
                then cast(rank() over (
                    partition by series_number
                    order by series_value asc nulls last
                ) as double)
        end as place
    from series_values

),

observed as (

    select
        series_number,
        min(series_value) as lowest,
        max(series_value) as highest,
        cast(count(series_value) as double) as value_count,
        cast(sum({{ exact_value('series_value') }}) as double) as value_sum
    from series_values
    group by series_number

),

spreads as (

    select
        *,
        value_sum / nullif(value_count, 0) as mean,
        nullif(
            greatest(
                highest - value_sum / nullif(value_count, 0),
                value_sum / nullif(value_count, 0) - lowest
            ),
            0
        ) as largest_deviation
    from observed

),

standard_deviations as (

    -- deviations as parts of the largest one, so that their squares keep their digits as decimals, whatever the unit
    select
        series_values.series_number,
        spreads.largest_deviation * sqrt(
            cast(
                sum({{ exact_weight(
                    'power((series_values.series_value - spreads.mean) / spreads.largest_deviation, 2)'
                ) }}) as double
            ) / (spreads.value_count - 1)
        ) as standard_deviation
    from series_values
    inner join spreads on series_values.series_number = spreads.series_number
    where
        series_values.has_z_scores
        and spreads.lowest < spreads.highest
    group by
        series_values.series_number,
        spreads.largest_deviation,
        spreads.value_count

),

goalposts as (

    -- of a measure of which less is better the low goalpost is the high one, turned
    select
        nodes.node_code,
        nodes.normalisation,
        nodes.is_clipped,
        nodes.scale_low,
        nodes.scale_high,
        nodes.reference,
        case
            when measures.direction = 'less_is_better' then nodes.goalpost_high
            else nodes.goalpost_low
        end is not null as has_low,
        case
            when measures.direction = 'less_is_better' then nodes.goalpost_low
            else nodes.goalpost_high
        end is not null as has_high
    from nodes
    inner join measures on nodes.measure_code = measures.measure_code

),

leaf_variants as (

    -- how each series is normalised in each variant
    select
        numbered_series.series_number,
        numbered_series.index_code,
        numbered_series.period_code,
        numbered_series.unit_level,
        numbered_series.node_code,
        variants.normalisation_choice,
        variants.outlier_choice,
        variants.missing_choice,
        spreads.mean,
        spreads.value_count,
        standard_deviations.standard_deviation,
        variants.normalisation_choice = 'as_stated' and not numbered_series.is_changed as is_as_in_index,
        variants.normalisation_choice = 'as_stated' and goalposts.is_clipped as is_clipped,
        case
            when variants.normalisation_choice = 'as_stated' then goalposts.normalisation
            else variants.normalisation_choice
        end as normalisation,
        case
            when variants.normalisation_choice = 'as_stated' and goalposts.has_low
                then cast(parameters.low as double)
            else spreads.lowest
        end as low,
        case
            when variants.normalisation_choice = 'as_stated' and goalposts.has_high
                then cast(parameters.high as double)
            else spreads.highest
        end as high,
        case variants.normalisation_choice
            when 'as_stated' then goalposts.scale_low
            when 'min_max' then 1
            else 0
        end as scale_low,
        case variants.normalisation_choice
            when 'as_stated' then goalposts.scale_high
            else 100
        end as scale_high,
        case
            -- without a total there is nothing but zeros; units share out after a logarithm what they shared before
            when
                variants.normalisation_choice = 'as_stated'
                and goalposts.normalisation = 'share_of_total'
                and numbered_series.is_treated
                and numbered_series.outlier_treatment = 'logarithm'
                then
                    cast(parameters.total as double) * spreads.value_sum
                    / nullif(cast(parameters.mean as double) * parameters.value_count, 0)
            when variants.normalisation_choice = 'as_stated' and goalposts.normalisation = 'share_of_total'
                then coalesce(cast(parameters.total as double), 1)
            when variants.normalisation_choice = 'share_of_total' and spreads.lowest >= 0 then spreads.value_sum
            when goalposts.reference = 'maximum' then spreads.highest
            when goalposts.reference = 'mean' then spreads.mean
            when goalposts.normalisation = 'distance_to_reference' then cast(parameters.reference_value as double)
        end as base
    from numbered_series
    inner join variants
        on
            numbered_series.outlier_choice = variants.outlier_choice
            and numbered_series.missing_choice = variants.missing_choice
    inner join goalposts on numbered_series.node_code = goalposts.node_code
    inner join spreads on numbered_series.series_number = spreads.series_number
    left join standard_deviations on numbered_series.series_number = standard_deviations.series_number
    left join parameters
        on
            numbered_series.node_code = parameters.node_code
            and numbered_series.period_code = parameters.period_code
            and numbered_series.unit_level = parameters.unit_level

),

simulated_values as (

    select
        places.series_number,
        places.area_code,
        places.normalised_value,
        places.series_value,
        places.place
    from places
    inner join distinct_series on places.series_number = distinct_series.series_number
    inner join simulated_units
        on
            distinct_series.index_code = simulated_units.index_code
            and distinct_series.period_code = simulated_units.period_code
            and distinct_series.unit_level = simulated_units.unit_level
            and places.area_code = simulated_units.area_code

),

compared_values as (

    select
        leaf_variants.*,
        simulated_values.area_code,
        simulated_values.normalised_value,
        simulated_values.series_value,
        simulated_values.place,
        case
            when leaf_variants.is_clipped
                then least(greatest(simulated_values.series_value, leaf_variants.low), leaf_variants.high)
            else simulated_values.series_value
        end as clipped_value
    from leaf_variants
    inner join simulated_values on leaf_variants.series_number = simulated_values.series_number

),

value_variants as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        node_code,
        normalisation_choice,
        outlier_choice,
        missing_choice,
        case
            when is_as_in_index then normalised_value
            when series_value is null then null
            when normalisation in ('share_of_total', 'distance_to_reference') then 100 * series_value / nullif(base, 0)
            when normalisation = 'min_max' and low < high
                then scale_low + (scale_high - scale_low) * ((clipped_value - low) / (high - low))
            when normalisation = 'z_score' then (series_value - mean) / standard_deviation
            when normalisation = 'rank' then place
            when normalisation = 'percentile_rank'
                then scale_low + (scale_high - scale_low) * ((place - 1) / greatest(value_count - 1, 1))
            when normalisation = 'none' then series_value
        end as variant_value
    from compared_values

)

select * from value_variants
