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

moderation_means as (

    -- windows here and below: each common table expression is read once, as Spark plans it again for each reader
    select
        *,
        count(*) over (partition by index_code, period_code, unit_level) as units,
        min(technology_score) over (partition by index_code, period_code, unit_level) as lowest,
        cast(
            sum({{ exact_value('technology_score') }}) over (partition by index_code, period_code, unit_level) as double
        ) / count(*) over (partition by index_code, period_code, unit_level) as mean_score
    from moderation_units

),

moderation_deviations as (

    select
        *,
        sqrt(
            cast(
                sum(
                    {{ exact_value('(technology_score - mean_score) * (technology_score - mean_score)') }}
                ) over (partition by index_code, period_code, unit_level) as double
            ) / nullif(units - 1, 0)
        ) as deviation
    from moderation_means

),

levels (level_code) as (

    values
    ('zero'),
    ('low'),
    ('mean'),
    ('high')

),

moderation_levels as (

    -- low is no lower than the lowest unit: shares are skewed, and below it there is nothing to speak of
    select
        moderation_deviations.*,
        levels.level_code,
        case levels.level_code
            when 'zero' then cast(0 as double)
            when 'low'
                then
                    greatest(
                        moderation_deviations.mean_score - moderation_deviations.deviation,
                        moderation_deviations.lowest
                    )
            when 'mean' then moderation_deviations.mean_score
            when 'high' then moderation_deviations.mean_score + moderation_deviations.deviation
        end as technology_level
    from moderation_deviations
    cross join levels

),

designs as (

    select
        index_code,
        period_code,
        unit_level,
        area_code,
        origin,
        'moderation' as regression_code,
        level_code,
        technology_level as evaluated_at,
        market_score as first_value,
        technology_score - technology_level as second_value,
        market_score * (technology_score - technology_level) as third_value,
        industry_score as response_value
    from moderation_levels

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

variables (variable) as (

    values
    ('constant'),
    ('first'),
    ('second'),
    ('third'),
    ('response')

),

long_values as (

    select
        keyed.regression_key,
        keyed.area_code,
        variables.variable,
        case variables.variable
            when 'constant' then cast(1 as double)
            when 'first' then keyed.first_value
            when 'second' then keyed.second_value
            when 'third' then keyed.third_value
            when 'response' then keyed.response_value
        end as unscaled_value
    from keyed
    cross join variables

),

scaled_values as (

    -- values up to 1 leave the sums of products all their decimals; a variable that is 0 throughout stays 0
    select
        *,
        coalesce(
            nullif(max(abs(unscaled_value)) over (partition by regression_key, variable), 0), 1
        ) as scale_value
    from long_values
    where unscaled_value is not null

),

observations as (

    select
        *,
        unscaled_value / scale_value as value
    from scaled_values

),

scales as (

    select distinct
        regression_key,
        variable,
        scale_value
    from observations

),

{{ least_squares(
    'observations', 'area_code', ['constant', 'first', 'second', 'third'], 'response', group_key='regression_key'
) }},

response_means as (

    select
        *,
        cast(sum({{ exact_value('value') }}) over (partition by regression_key) as double)
        / count(*) over (partition by regression_key) as mean_value
    from observations
    where variable = 'response'

),

total_sums_of_squares as (

    select
        regression_key,
        max(scale_value) as response_scale,
        cast(sum({{ exact_value('(value - mean_value) * (value - mean_value)') }}) as double) as total_sum_of_squares
    from response_means
    group by regression_key

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
        least_squares.coefficient * total_sums_of_squares.response_scale / scales.scale_value as coefficient,
        least_squares.standard_error * total_sums_of_squares.response_scale / scales.scale_value as standard_error,
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
