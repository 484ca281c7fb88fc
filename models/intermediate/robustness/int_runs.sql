-- What is computed again and again: one row per index and run, with every choice that the run makes. Runs are the
-- scenarios (those of the table, the index's weight schemes, and one without each node), the draws of each uncertainty
-- analysis, and for an analysis of several factors the draws of its sensitivities (Saltelli et al. 2010): samples A
-- and B are two independent draws, and sample A with one factor out of B has the name of that factor.
-- A drawn number depends on nothing but the seed, its sample, its draw and its factor: the same in every run.
with index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

nodes as (

    select * from {{ ref('int_nodes') }}

),

weight_schemes as (

    select * from {{ ref('stg_methodology__weight_schemes') }}

),

scenarios as (

    select * from {{ ref('stg_methodology__scenarios') }}

),

uncertain_choices as (

    select * from {{ ref('stg_methodology__uncertain_choices') }}

),

indices as (

    select
        index_code,
        scheme_code as default_scheme_code
    from index_schemes
    where is_default

),

leaves as (

    select
        nodes.index_code,
        nodes.node_code,
        row_number() over (
            partition by nodes.index_code
            order by nodes.node_code
        ) as leaf_number,
        count(*) over (partition by nodes.index_code) as leaf_count
    from nodes
    where nodes.measure_code is not null

),

choices as (

    select
        analysis_code,
        factor_code,
        choice_code,
        sum({{ exact_weight('probability') }}) over (
            partition by
                analysis_code,
                factor_code
            order by choice_code
        ) as probability_so_far,
        sum({{ exact_weight('probability') }}) over (
            partition by
                analysis_code,
                factor_code
            order by choice_code
        ) - {{ exact_weight('probability') }} as probability_before
    from uncertain_choices
    where probability > 0

),

factors as (

    -- a factor of one choice varies only where the choice itself is drawn
    select
        analysis_code,
        factor_code,
        count(*) > 1
        or max(choice_code) in ('around_default', 'any_weights', 'expert_panel', 'any_leaf') as is_uncertain
    from choices
    group by
        analysis_code,
        factor_code

),

counted_factors as (

    select
        *,
        count(case when is_uncertain then 1 end) over (partition by analysis_code) as factor_count
    from factors

),

samples as (

    select distinct
        counted_factors.analysis_code,
        two_samples.sample_code,
        'uncertainty' as purpose,
        {{ var('robustness_draws') // 2 }} as draws
    from counted_factors
    cross join (values ('A'), ('B')) as two_samples (sample_code)

    union all

    select
        analysis_code,
        factor_code as sample_code,
        'sensitivity' as purpose,
        least({{ var('sensitivity_draws') }}, {{ var('robustness_draws') // 2 }}) as draws
    from counted_factors
    where
        is_uncertain
        and factor_count > 1

),

drawn_factors as (

    select
        samples.analysis_code,
        samples.sample_code,
        samples.purpose,
        counted_factors.factor_code,
        counted_factors.factor_count,
        cast(numbers.draw as integer) as draw,
        case when samples.sample_code in ('B', counted_factors.factor_code) then 'B' else 'A' end
        || '|' || numbers.draw as source_code
    from samples
    inner join counted_factors on samples.analysis_code = counted_factors.analysis_code
    inner join {{ whole_numbers(1, var('robustness_draws') // 2) }} as numbers (draw)
        on samples.draws >= numbers.draw

),

drawn_numbers as (

    select
        *,
        {{ uniform_number("concat_ws('|', '" ~ var('robustness_seed') ~ "', source_code, factor_code)") }} as uniform
    from drawn_factors

),

chosen as (

    select
        drawn_numbers.*,
        choices.choice_code
    from drawn_numbers
    inner join choices
        on
            drawn_numbers.analysis_code = choices.analysis_code
            and drawn_numbers.factor_code = choices.factor_code
            and drawn_numbers.uniform >= choices.probability_before
            and drawn_numbers.uniform < choices.probability_so_far

),

drawn_runs as (

    select
        analysis_code,
        sample_code,
        purpose,
        draw,
        factor_count,
        max(case when factor_code = 'weighting' then choice_code end) as weighting_choice,
        max(case when factor_code = 'weighting' then source_code end) as weighting_source,
        max(case when factor_code = 'normalisation' then choice_code end) as normalisation_choice,
        max(case when factor_code = 'aggregation' then choice_code end) as aggregation_choice,
        max(case when factor_code = 'outliers' then choice_code end) as outlier_choice,
        max(case when factor_code = 'left_out' and choice_code = 'any_leaf' then source_code end) as left_out_source
    from chosen
    group by
        analysis_code,
        sample_code,
        purpose,
        draw,
        factor_count

),

drawn_leaves as (

    -- which leaf is left out is drawn apart from whether one is
    select
        drawn_runs.*,
        indices.index_code,
        indices.default_scheme_code,
        leaves.node_code as left_out_node_code
    from drawn_runs
    cross join indices
    left join leaves
        on
            indices.index_code = leaves.index_code
            and drawn_runs.left_out_source is not null
            and leaves.leaf_number = 1 + cast(
                floor(
                    leaves.leaf_count * {{ uniform_number(
                        "concat_ws('|', '" ~ var('robustness_seed') ~ "', drawn_runs.left_out_source, 'leaf')"
                    ) }}
                ) as integer
            )

),

all_runs as (

    select
        index_code,
        purpose,
        analysis_code,
        sample_code,
        draw,
        factor_count,
        cast(null as string) as scenario_code,
        cast(null as string) as scenario_kind,
        cast(null as string) as scenario_name_zh,
        cast(null as string) as scenario_name_en,
        false as is_default,
        coalesce(weighting_choice, 'as_stated') as weighting_choice,
        case
            when coalesce(weighting_choice, 'as_stated') = 'as_stated' then default_scheme_code
            when weighting_choice = 'equal' then 'equal'
            else weighting_source
        end as weighting_source,
        coalesce(normalisation_choice, 'as_stated') as normalisation_choice,
        coalesce(aggregation_choice, 'as_stated') as aggregation_choice,
        coalesce(outlier_choice, 'as_stated') as outlier_choice,
        'as_stated' as missing_choice,
        left_out_node_code
    from drawn_leaves

    union all

    select
        indices.index_code,
        'scenario' as purpose,
        null as analysis_code,
        null as sample_code,
        null as draw,
        null as factor_count,
        scenarios.scenario_code,
        'choice' as scenario_kind,
        scenarios.name_zh as scenario_name_zh,
        scenarios.name_en as scenario_name_en,
        false as is_default,
        scenarios.weighting_choice,
        case
            when scenarios.weighting_choice = 'as_stated' then indices.default_scheme_code
            else scenarios.weighting_choice
        end as weighting_source,
        scenarios.normalisation_choice,
        scenarios.aggregation_choice,
        scenarios.outlier_choice,
        scenarios.missing_choice,
        null as left_out_node_code
    from scenarios
    cross join indices

    union all

    select
        index_schemes.index_code,
        'scenario' as purpose,
        null as analysis_code,
        null as sample_code,
        null as draw,
        null as factor_count,
        index_schemes.scheme_code as scenario_code,
        'scheme' as scenario_kind,
        weight_schemes.name_zh as scenario_name_zh,
        weight_schemes.name_en as scenario_name_en,
        index_schemes.is_default,
        'as_stated' as weighting_choice,
        index_schemes.scheme_code as weighting_source,
        'as_stated' as normalisation_choice,
        'as_stated' as aggregation_choice,
        'as_stated' as outlier_choice,
        'as_stated' as missing_choice,
        null as left_out_node_code
    from index_schemes
    inner join weight_schemes on index_schemes.scheme_code = weight_schemes.scheme_code

    union all

    select
        indices.index_code,
        'scenario' as purpose,
        null as analysis_code,
        null as sample_code,
        null as draw,
        null as factor_count,
        'without_' || nodes.node_code as scenario_code,
        'without_node' as scenario_kind,
        '不含' || nodes.name_zh as scenario_name_zh,
        'Without ' || nodes.name_en as scenario_name_en,
        false as is_default,
        'as_stated' as weighting_choice,
        indices.default_scheme_code as weighting_source,
        'as_stated' as normalisation_choice,
        'as_stated' as aggregation_choice,
        'as_stated' as outlier_choice,
        'as_stated' as missing_choice,
        nodes.node_code as left_out_node_code
    from indices
    inner join nodes
        on
            indices.index_code = nodes.index_code
            and indices.index_code != nodes.node_code

),

runs as (

    -- a sensitivity needs the first draws of A and B alone, so that its readers need not compute the others
    select
        index_code,
        purpose,
        analysis_code,
        sample_code,
        draw,
        scenario_code,
        scenario_kind,
        scenario_name_zh,
        scenario_name_en,
        is_default,
        weighting_choice,
        weighting_source,
        normalisation_choice,
        aggregation_choice,
        outlier_choice,
        missing_choice,
        left_out_node_code,
        coalesce(factor_count > 1 and draw <= {{ var('sensitivity_draws') }}, false) as is_sensitivity,
        cast(row_number() over (
            partition by index_code
            order by
                purpose,
                analysis_code,
                sample_code,
                draw,
                scenario_code
        ) as integer) as run_number
    from all_runs

)

select * from runs
