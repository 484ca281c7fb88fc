-- Pearson correlations of pairs of numbers of units: scores with shares of the economy in bands of ranks, industries
-- with their traditional indicators, and the ratio of the two bases with the total. Sums are exact, over deviations
-- that are scaled by the largest one, so that a correlation does not depend on the order of the rows.
with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

statistic_shares as (

    select * from {{ ref('int_statistic_shares') }}

),

infrastructure_bases as (

    select * from {{ ref('int_infrastructure_bases') }}

),

analysis_roles as (

    select * from {{ ref('stg_methodology__analysis_roles') }}

),

scores_in_bands as (

    -- the band is that of the index, so that all its nodes are taken over the same units
    select
        scored.*,
        cast(floor((totals.rank - 1) / {{ var('rank_band') }}) as integer) * {{ var('rank_band') }} + 1 as band_from
    from analysis_scores as scored
    inner join analysis_scores as totals
        on
            scored.index_code = totals.node_code
            and scored.period_code = totals.period_code
            and scored.unit_level = totals.unit_level
            and scored.area_code = totals.area_code
    where scored.is_headline

),

economy_pairs as (

    select
        analysis_roles.role_code,
        scores_in_bands.index_code,
        scores_in_bands.node_code,
        analysis_roles.statistic_code as compared_code,
        scores_in_bands.period_code,
        scores_in_bands.unit_level,
        scores_in_bands.area_code,
        scores_in_bands.rank,
        scores_in_bands.band_from,
        cast(scores_in_bands.score as double) as score_value,
        statistic_shares.statistic_total_share as compared_value,
        case when scores_in_bands.origin = statistic_shares.origin then scores_in_bands.origin else 'reconstructed' end
            as origin
    from scores_in_bands
    inner join statistic_shares
        on
            scores_in_bands.period_code = statistic_shares.period_code
            and scores_in_bands.unit_level = statistic_shares.unit_level
            and scores_in_bands.area_code = statistic_shares.area_code
    inner join analysis_roles
        on
            statistic_shares.statistic_code = analysis_roles.statistic_code
            and (
                analysis_roles.role_code = 'economic_output'
                or (
                    analysis_roles.role_code = 'traditional_indicator'
                    and scores_in_bands.node_code = analysis_roles.node_code
                )
            )
    where statistic_shares.statistic_total_share is not null

),

base_pairs as (

    select
        'base_ratio' as role_code,
        index_code,
        index_code as node_code,
        'technology_market_ratio' as compared_code,
        period_code,
        unit_level,
        area_code,
        origin,
        is_leading,
        index_score as score_value,
        technology_market_ratio as compared_value
    from infrastructure_bases
    where index_score is not null and technology_market_ratio is not null

),

pairs as (

    {% for band, condition in {
        "'all'": 'true',
        "cast(band_from as string) || '-' || cast(band_from + " ~ (var('rank_band') - 1) ~ " as string)":
            "role_code = 'economic_output'",
        "'top " ~ var('traditional_top') ~ "'":
            "role_code = 'traditional_indicator' and rank <= " ~ var('traditional_top'),
    }.items() %}
    select
        role_code,
        index_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        {{ band }} as band_code,
        area_code,
        origin,
        score_value,
        compared_value
    from economy_pairs
    where {{ condition }}

    union all

    {% endfor %}
    {% for band, condition in {'all': 'true', 'without the leading': 'not is_leading'}.items() %}
    select
        role_code,
        index_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        '{{ band }}' as band_code,
        area_code,
        origin,
        score_value,
        compared_value
    from base_pairs
    where {{ condition }}
    {% if not loop.last %}union all{% endif %}

    {% endfor %}
),

means as (

    select
        role_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        band_code,
        cast(sum({{ exact_value('score_value') }}) as double) / count(*) as score_mean,
        cast(sum({{ exact_value('compared_value') }}) as double) / count(*) as compared_mean
    from pairs
    group by
        role_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        band_code

),

deviations as (

    select
        pairs.*,
        pairs.score_value - means.score_mean as score_deviation,
        pairs.compared_value - means.compared_mean as compared_deviation
    from pairs
    inner join means
        on
            pairs.role_code = means.role_code
            and pairs.node_code = means.node_code
            and pairs.compared_code = means.compared_code
            and pairs.period_code = means.period_code
            and pairs.unit_level = means.unit_level
            and pairs.band_code = means.band_code

),

scaled as (

    select
        *,
        score_deviation / nullif(max(abs(score_deviation)) over (
            partition by role_code, node_code, compared_code, period_code, unit_level, band_code
        ), 0) as score_scaled,
        compared_deviation / nullif(max(abs(compared_deviation)) over (
            partition by role_code, node_code, compared_code, period_code, unit_level, band_code
        ), 0) as compared_scaled
    from deviations

),

moments as (

    select
        role_code,
        index_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        band_code,
        max(origin) as origin,
        cast(count(*) as integer) as observation_count,
        cast(sum({{ exact_value('score_scaled * compared_scaled') }}) as double) as products,
        cast(sum({{ exact_value('score_scaled * score_scaled') }}) as double) as score_squares,
        cast(sum({{ exact_value('compared_scaled * compared_scaled') }}) as double) as compared_squares
    from scaled
    group by
        role_code,
        index_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        band_code

),

with_reason as (

    select
        *,
        case
            when observation_count < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have both numbers'
            when products is null then 'all units have the same value'
        end as reason
    from moments

),

with_correlation as (

    select
        *,
        case
            when reason is null then least(greatest(products / sqrt(score_squares * compared_squares), -1), 1)
        end as pearson_r
    from with_reason

),

correlations as (

    -- r of 1 has no t: its p-value is left empty
    select
        role_code,
        index_code,
        node_code,
        compared_code,
        period_code,
        unit_level,
        band_code,
        origin,
        observation_count,
        pearson_r,
        reason,
        case when reason is null then 'computed' else 'not enough data' end as status,
        observation_count - 2 as degrees_of_freedom,
        case
            when abs(pearson_r) < 1 then pearson_r * sqrt((observation_count - 2) / (1 - pearson_r * pearson_r))
        end as t_statistic,
        'correlation|' || role_code || '|' || node_code || '|' || compared_code || '|' || period_code || '|'
        || unit_level || '|' || band_code as test_key
    from with_correlation

)

select * from correlations
