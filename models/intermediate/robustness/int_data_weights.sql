-- Weights that the data give to siblings, as far as scenarios ask for them, over the units that have all children.
-- Entropy and CRITIC take each child between its smallest and largest value, y from 0 to 1. Entropy: 1 - e, where
-- e = -sum of p ln p / ln n and p = y / sum of y; 0 ln 0 counts as 0. CRITIC: standard deviation of y times the sum of
-- 1 - r over the siblings; the sum of r is the product with the sum of the standardised siblings. A child that is the
-- same everywhere tells nothing and weighs 0. First component: squares of the loadings, if they have one sign, whatever
-- it is. All are rescaled to add up to 1.
with group_values as (

    select * from {{ ref('int_group_values') }}

),

components as (

    select * from {{ ref('int_principal_components') }}

),

scenarios as (

    select * from {{ ref('stg_methodology__scenarios') }}

),

choices as (

    select distinct weighting_choice
    from scenarios
    where weighting_choice in ('entropy', 'critic', 'first_component')

),

children as (

    select
        index_code,
        period_code,
        unit_level,
        group_node_code,
        node_code,
        child_count,
        count(case when is_complete then 1 end) as unit_count,
        min(case when is_complete then scaled_deviation end) as lowest,
        max(case when is_complete then scaled_deviation end) as highest
    from group_values
    group by
        index_code,
        period_code,
        unit_level,
        group_node_code,
        node_code,
        child_count

),

ranged_values as (

    select
        children.period_code,
        children.unit_level,
        children.group_node_code,
        children.node_code,
        children.unit_count,
        group_values.area_code,
        (group_values.scaled_deviation - children.lowest) / (children.highest - children.lowest) as ranged_value
    from children
    inner join group_values
        on
            children.group_node_code = group_values.group_node_code
            and children.period_code = group_values.period_code
            and children.unit_level = group_values.unit_level
            and children.node_code = group_values.node_code
    where
        group_values.is_complete
        and children.child_count > 1
        and children.lowest < children.highest

),

sums as (

    -- -sum of p ln p = ln of the sum - sum of y ln y / sum
    select
        period_code,
        unit_level,
        group_node_code,
        node_code,
        unit_count,
        cast(sum({{ exact_square('ranged_value') }}) as double) as value_sum,
        cast(sum({{ exact_square('ranged_value * ranged_value') }}) as double) as squares,
        cast(sum(
            {{ exact_square('case when ranged_value > 0 then ranged_value * ln(ranged_value) else 0 end') }}
        ) as double) as logarithms
    from ranged_values
    group by
        period_code,
        unit_level,
        group_node_code,
        node_code,
        unit_count

),

spreads as (

    select
        *,
        value_sum / unit_count as mean,
        sqrt((squares - value_sum * value_sum / unit_count) / (unit_count - 1)) as standard_deviation,
        1 - (ln(value_sum) - logarithms / value_sum) / ln(unit_count) as divergence
    from sums

),

standardised as (

    select
        ranged_values.period_code,
        ranged_values.unit_level,
        ranged_values.group_node_code,
        ranged_values.node_code,
        ranged_values.area_code,
        (ranged_values.ranged_value - spreads.mean) / spreads.standard_deviation as standard_score
    from ranged_values
    inner join spreads
        on
            ranged_values.group_node_code = spreads.group_node_code
            and ranged_values.period_code = spreads.period_code
            and ranged_values.unit_level = spreads.unit_level
            and ranged_values.node_code = spreads.node_code

),

standard_sums as (

    select
        period_code,
        unit_level,
        group_node_code,
        area_code,
        cast(sum({{ exact_square('standard_score') }}) as double) as standard_sum
    from standardised
    group by
        period_code,
        unit_level,
        group_node_code,
        area_code

),

correlation_sums as (

    -- with all that vary, the child itself among them, so that their number less the sum of r is the sum of 1 - r
    select
        standardised.period_code,
        standardised.unit_level,
        standardised.group_node_code,
        standardised.node_code,
        cast(
            sum({{ exact_square('standardised.standard_score * standard_sums.standard_sum') }}) as double
        ) as products
    from standardised
    inner join standard_sums
        on
            standardised.group_node_code = standard_sums.group_node_code
            and standardised.period_code = standard_sums.period_code
            and standardised.unit_level = standard_sums.unit_level
            and standardised.area_code = standard_sums.area_code
    group by
        standardised.period_code,
        standardised.unit_level,
        standardised.group_node_code,
        standardised.node_code

),

signs as (

    select
        *,
        min(loading) over (partition by period_code, unit_level, group_node_code) < 0
        and max(loading) over (partition by period_code, unit_level, group_node_code) > 0 as has_both_signs
    from components
    where component = 1

),

varying_children as (

    select
        period_code,
        unit_level,
        group_node_code,
        count(*) as varying_count
    from spreads
    group by
        period_code,
        unit_level,
        group_node_code

),

importances as (

    select
        children.index_code,
        children.period_code,
        children.unit_level,
        children.group_node_code,
        children.node_code,
        children.child_count,
        choices.weighting_choice,
        case
            when choices.weighting_choice = 'entropy' then coalesce(spreads.divergence, 0)
            when choices.weighting_choice = 'first_component' then signs.loading * signs.loading
            when spreads.node_code is null then 0
            -- rounded, so that siblings that repeat each other have none
            else
                spreads.standard_deviation
                * round(varying_children.varying_count - correlation_sums.products / (children.unit_count - 1), 12)
        end as importance,
        case
            when children.child_count = 1 then null
            when children.unit_count < {{ var('fewest_observations') }}
                then 'fewer than {{ var('fewest_observations') }} units have all children'
            when choices.weighting_choice = 'first_component' and signs.node_code is null
                then 'a child has the same value in all units'
            when choices.weighting_choice = 'first_component' and signs.has_both_signs
                then 'the first component has loadings of both signs'
            when
                coalesce(varying_children.varying_count, 0)
                < case choices.weighting_choice when 'critic' then 2 else 1 end
                then 'too few children differ between units'
        end as reason
    from children
    cross join choices
    left join varying_children
        on
            children.group_node_code = varying_children.group_node_code
            and children.period_code = varying_children.period_code
            and children.unit_level = varying_children.unit_level
    left join spreads
        on
            children.group_node_code = spreads.group_node_code
            and children.period_code = spreads.period_code
            and children.unit_level = spreads.unit_level
            and children.node_code = spreads.node_code
    left join correlation_sums
        on
            children.group_node_code = correlation_sums.group_node_code
            and children.period_code = correlation_sums.period_code
            and children.unit_level = correlation_sums.unit_level
            and children.node_code = correlation_sums.node_code
    left join signs
        on
            children.group_node_code = signs.group_node_code
            and children.period_code = signs.period_code
            and children.unit_level = signs.unit_level
            and children.node_code = signs.node_code

),

importance_sums as (

    select
        *,
        cast(sum({{ exact_weight('importance') }}) over (
            partition by
                period_code,
                unit_level,
                group_node_code,
                weighting_choice
        ) as double) as importance_sum
    from importances

),

data_weights as (

    select
        index_code,
        period_code,
        unit_level,
        group_node_code as parent_node_code,
        node_code,
        weighting_choice,
        case
            when child_count = 1 then 1
            when reason is null and importance_sum > 0 then importance / importance_sum
        end as weight,
        case
            when child_count > 1 and reason is null and importance_sum = 0 then 'the children repeat each other'
            else reason
        end as reason
    from importance_sums

)

select * from data_weights
