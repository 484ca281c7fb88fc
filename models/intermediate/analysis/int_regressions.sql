-- Two questions, each a regression in every index, period and level.
-- moderation: does the market base bring more industry where the technology base is strong? Industry on market,
-- technology and their product. The effect of the market at a low, mean and high technology is the market's coefficient
-- where technology is counted from there; so it has a standard error of its own.
-- change_on_smart_city: does the index grow where the smart city is strong? Its change on the smart-city score, alone
-- and beside the score of the period before.
with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

infrastructure_bases as (

    select * from {{ ref('int_infrastructure_bases') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

industry as (

    select * from analysis_scores
    where pillar_code = 'industry'

),

smart_city as (

    select * from analysis_scores
    where pillar_code = 'smart_city'

),

moderation_units as (

    select
        infrastructure_bases.index_code,
        infrastructure_bases.period_code,
        infrastructure_bases.unit_level,
        infrastructure_bases.area_code,
        infrastructure_bases.origin,
        infrastructure_bases.market_score,
        infrastructure_bases.technology_score,
        cast(industry.score as double) as industry_score
    from infrastructure_bases
    inner join industry
        on
            infrastructure_bases.index_code = industry.index_code
            and infrastructure_bases.period_code = industry.period_code
            and infrastructure_bases.unit_level = industry.unit_level
            and infrastructure_bases.area_code = industry.area_code

),

technology_means as (

    select
        index_code,
        period_code,
        unit_level,
        count(*) as units,
        min(technology_score) as lowest,
        cast(sum({{ exact_value('technology_score') }}) as double) / count(*) as mean_score
    from moderation_units
    group by
        index_code,
        period_code,
        unit_level

),

technology_deviations as (

    select
        technology_means.index_code,
        technology_means.period_code,
        technology_means.unit_level,
        technology_means.lowest,
        technology_means.mean_score,
        sqrt(
            cast(
                sum(
                    {{ exact_value(
                        '(moderation_units.technology_score - technology_means.mean_score)'
                        ~ ' * (moderation_units.technology_score - technology_means.mean_score)'
                    ) }}
                ) as double
            ) / nullif(technology_means.units - 1, 0)
        ) as deviation
    from moderation_units
    inner join technology_means
        on
            moderation_units.index_code = technology_means.index_code
            and moderation_units.period_code = technology_means.period_code
            and moderation_units.unit_level = technology_means.unit_level
    group by
        technology_means.index_code,
        technology_means.period_code,
        technology_means.unit_level,
        technology_means.units,
        technology_means.lowest,
        technology_means.mean_score

),

technology_levels as (

    -- low is no lower than the lowest unit: shares are skewed, and below it there is nothing to speak of
    {% for level, expression in {
        'zero': 'cast(0 as double)',
        'low': 'greatest(mean_score - deviation, lowest)',
        'mean': 'mean_score',
        'high': 'mean_score + deviation',
    }.items() %}
    select
        index_code,
        period_code,
        unit_level,
        '{{ level }}' as level_code,
        {{ expression }} as technology_level
    from technology_deviations
    {% if not loop.last %}union all{% endif %}

    {% endfor %}
),

designs as (

    select
        moderation_units.index_code,
        moderation_units.period_code,
        moderation_units.unit_level,
        moderation_units.area_code,
        moderation_units.origin,
        'moderation' as regression_code,
        technology_levels.level_code,
        technology_levels.technology_level as evaluated_at,
        moderation_units.market_score as first_value,
        moderation_units.technology_score - technology_levels.technology_level as second_value,
        moderation_units.market_score * (moderation_units.technology_score - technology_levels.technology_level)
            as third_value,
        moderation_units.industry_score as response_value
    from moderation_units
    inner join technology_levels
        on
            moderation_units.index_code = technology_levels.index_code
            and moderation_units.period_code = technology_levels.period_code
            and moderation_units.unit_level = technology_levels.unit_level

    union all

    {% for regression_code, control in {
        'change_on_smart_city': 'cast(null as double)',
        'change_on_smart_city_and_size': 'cast(earlier.score as double)',
    }.items() %}
    select
        totals.index_code,
        totals.period_code,
        totals.unit_level,
        totals.area_code,
        totals.origin,
        '{{ regression_code }}' as regression_code,
        'zero' as level_code,
        cast(0 as double) as evaluated_at,
        cast(smart_city.score as double) as first_value,
        {{ control }} as second_value,
        cast(null as double) as third_value,
        cast(totals.score as double) - cast(earlier.score as double) as response_value
    from analysis_scores as totals
    inner join periods on totals.period_code = periods.period_code
    inner join analysis_scores as earlier
        on
            totals.node_code = earlier.node_code
            and periods.previous_period_code = earlier.period_code
            and totals.unit_level = earlier.unit_level
            and totals.area_code = earlier.area_code
    inner join smart_city
        on
            totals.index_code = smart_city.index_code
            and totals.period_code = smart_city.period_code
            and totals.unit_level = smart_city.unit_level
            and totals.area_code = smart_city.area_code
    where totals.is_root
    {% if not loop.last %}union all{% endif %}

    {% endfor %}
),

keyed as (

    select
        *,
        regression_code || '|' || level_code || '|' || index_code || '|' || period_code || '|' || unit_level
            as regression_key
    from designs

),

long_values as (

    {% for variable, expression in {
        'constant': 'cast(1 as double)',
        'first': 'first_value',
        'second': 'second_value',
        'third': 'third_value',
        'response': 'response_value',
    }.items() %}
    select
        regression_key,
        area_code,
        '{{ variable }}' as variable,
        {{ expression }} as unscaled_value
    from keyed
    {% if not loop.last %}union all{% endif %}

    {% endfor %}
),

scales as (

    -- values up to 1 leave the sums of products all their decimals; a variable that is 0 throughout stays 0
    select
        regression_key,
        variable,
        case when max(abs(unscaled_value)) > 0 then max(abs(unscaled_value)) else 1 end as scale_value
    from long_values
    where unscaled_value is not null
    group by
        regression_key,
        variable

),

observations as (

    select
        long_values.regression_key,
        long_values.area_code,
        long_values.variable,
        long_values.unscaled_value / scales.scale_value as value
    from long_values
    inner join scales
        on
            long_values.regression_key = scales.regression_key
            and long_values.variable = scales.variable
    where long_values.unscaled_value is not null

),

{{ least_squares(
    'observations', 'area_code', ['constant', 'first', 'second', 'third'], 'response', group_key='regression_key'
) }},

response_means as (

    select
        regression_key,
        cast(sum({{ exact_value('value') }}) as double) / count(*) as mean_value
    from observations
    where variable = 'response'
    group by regression_key

),

total_sums_of_squares as (

    select
        observations.regression_key,
        cast(
            sum(
                {{ exact_value(
                    '(observations.value - response_means.mean_value)'
                    ~ ' * (observations.value - response_means.mean_value)'
                ) }}
            ) as double
        ) as total_sum_of_squares
    from observations
    inner join response_means on observations.regression_key = response_means.regression_key
    where observations.variable = 'response'
    group by observations.regression_key

),

terms (regression_code, level_code, variable, term) as (

    values
    ('moderation', 'zero', 'constant', 'constant'),
    ('moderation', 'zero', 'first', 'market_base'),
    ('moderation', 'zero', 'second', 'technology_base'),
    ('moderation', 'zero', 'third', 'market_base x technology_base'),
    ('moderation', 'low', 'first', 'market_base at low technology_base'),
    ('moderation', 'mean', 'first', 'market_base at mean technology_base'),
    ('moderation', 'high', 'first', 'market_base at high technology_base'),
    ('change_on_smart_city', 'zero', 'constant', 'constant'),
    ('change_on_smart_city', 'zero', 'first', 'smart_city'),
    ('change_on_smart_city_and_size', 'zero', 'constant', 'constant'),
    ('change_on_smart_city_and_size', 'zero', 'first', 'smart_city'),
    ('change_on_smart_city_and_size', 'zero', 'second', 'score of the period before')

),

regressions_made as (

    select
        regression_key,
        regression_code,
        level_code,
        index_code,
        period_code,
        unit_level,
        evaluated_at,
        max(origin) as origin
    from keyed
    group by
        regression_key,
        regression_code,
        level_code,
        index_code,
        period_code,
        unit_level,
        evaluated_at

),

unscaled as (

    select
        regressions_made.regression_code,
        regressions_made.index_code,
        regressions_made.period_code,
        regressions_made.unit_level,
        terms.term,
        regressions_made.origin,
        least_squares.observation_count,
        least_squares.regressor_count,
        least_squares.coefficient * response_scales.scale_value / scales.scale_value as coefficient,
        least_squares.standard_error * response_scales.scale_value / scales.scale_value as standard_error,
        1 - least_squares.residual_sum_of_squares / nullif(total_sums_of_squares.total_sum_of_squares, 0) as r_squared,
        case when terms.term like 'market_base at %' then regressions_made.evaluated_at end as evaluated_at,
        case
            when
                least_squares.observation_count
                < {{ var('fewest_observations_per_regressor') }} * (least_squares.regressor_count - 1)
                then
                    'fewer than {{ var('fewest_observations_per_regressor') }} units for each regressor'
            when least_squares.coefficient is null then 'the regressors depend on each other'
            when total_sums_of_squares.total_sum_of_squares = 0 then 'all units have the same response'
        end as reason
    from regressions_made
    inner join terms
        on
            regressions_made.regression_code = terms.regression_code
            and regressions_made.level_code = terms.level_code
    inner join least_squares
        on
            regressions_made.regression_key = least_squares.regression_key
            and terms.variable = least_squares.variable
    inner join scales
        on
            regressions_made.regression_key = scales.regression_key
            and terms.variable = scales.variable
    inner join scales as response_scales
        on
            regressions_made.regression_key = response_scales.regression_key
            and response_scales.variable = 'response'
    inner join total_sums_of_squares on regressions_made.regression_key = total_sums_of_squares.regression_key

),

regressions as (

    select
        regression_code,
        index_code,
        period_code,
        unit_level,
        term,
        origin,
        observation_count,
        evaluated_at,
        reason,
        observation_count - regressor_count as degrees_of_freedom,
        case when reason is null then coefficient end as coefficient,
        case when reason is null then standard_error end as standard_error,
        case when reason is null then coefficient / nullif(standard_error, 0) end as t_statistic,
        case when reason is null then r_squared end as r_squared,
        case when reason is null then 'computed' else 'not enough data' end as status,
        'regression|' || regression_code || '|' || index_code || '|' || period_code || '|' || unit_level || '|' || term
            as test_key
    from unscaled

)

select * from regressions
