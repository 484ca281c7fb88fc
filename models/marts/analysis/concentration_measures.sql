-- How concentrated a node is: Gini, Herfindahl, the part of the leading units, and Theil's T split by region. Shares s
-- are those of n units in their total; T is the sum of s ln(n s), and of a share of 0 nothing is added.
{% set leading_units = [1, 5, 10, 50] %}

with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

scores as (

    select * from {{ ref('fct_scores') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

units_with_regions as (

    select
        analysis_scores.*,
        areas.region,
        count(areas.region) over (
            partition by analysis_scores.node_code, analysis_scores.period_code, analysis_scores.unit_level
        ) as units_with_region,
        count(*) over (
            partition by
                analysis_scores.node_code,
                analysis_scores.period_code,
                analysis_scores.unit_level,
                areas.region
        ) as region_units,
        sum(analysis_scores.score) over (
            partition by
                analysis_scores.node_code,
                analysis_scores.period_code,
                analysis_scores.unit_level,
                areas.region
        ) as region_score
    from analysis_scores
    inner join areas on analysis_scores.area_code = areas.area_code
    where analysis_scores.is_headline

),

terms as (

    -- s ln(n s) = s ln(S n / m) + s ln(m s / S) for a region with share S and m units
    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin,
        units,
        units_score,
        units_with_region,
        reason_for_no_share,
        place,
        score,
        (units + 1 - 2 * place) * score as gini_term,
        total_share * total_share as squared_share,
        case
            when total_share > 0
                then
                    total_share
                    * ln(cast(region_score as double) / cast(units_score as double) * units / region_units)
            else 0
        end as between_term,
        case
            when total_share > 0
                then total_share * ln(region_units * cast(score as double) / cast(region_score as double))
            else 0
        end as within_term
    from units_with_regions

),

summed as (

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin,
        units,
        units_score,
        units_with_region,
        reason_for_no_share,
        cast(sum(gini_term) as double) as gini_sum,
        cast(sum({{ exact_value('squared_share') }}) as double) as squared_shares,
        cast(sum({{ exact_value('between_term') }}) as double) as between_sum,
        cast(sum({{ exact_value('within_term') }}) as double) as within_sum,
        {% for number in leading_units %}
        cast(sum(case when place <= {{ number }} then score else 0 end) as double) as leading_{{ number }}_score
        {%- if not loop.last %},{% endif %}
        {% endfor %}
    from terms
    group by
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin,
        units,
        units_score,
        units_with_region,
        reason_for_no_share

),

units_without_score as (

    select
        scheme_code,
        node_code,
        period_code,
        unit_level,
        cast(count(*) as integer) as units_without_score
    from scores
    where score is null
    group by
        scheme_code,
        node_code,
        period_code,
        unit_level

),

with_reason as (

    select
        *,
        coalesce(
            reason_for_no_share,
            case
                when units < {{ var('fewest_units') }}
                    then 'fewer than {{ var('fewest_units') }} units have a score'
            end
        ) as reason
    from summed

),

concentration as (

    select
        with_reason.index_code,
        with_reason.scheme_code,
        with_reason.node_code,
        with_reason.period_code,
        with_reason.unit_level,
        with_reason.origin,
        with_reason.units,
        with_reason.reason,
        coalesce(units_without_score.units_without_score, 0) as units_without_score,
        case
            when with_reason.reason is null
                then with_reason.gini_sum / (with_reason.units * cast(with_reason.units_score as double))
        end as gini,
        case when with_reason.reason is null then with_reason.squared_shares end as herfindahl,
        {% for number in leading_units %}
        case
            when with_reason.reason is null and with_reason.units >= {{ number }}
                then with_reason.leading_{{ number }}_score / cast(with_reason.units_score as double)
        end as top_{{ number }}_share,
        {% endfor %}
        case when with_reason.reason is null then with_reason.between_sum + with_reason.within_sum end as theil,
        case
            when with_reason.reason is null and with_reason.units_with_region = with_reason.units
                then with_reason.between_sum
        end as theil_between_regions,
        case
            when with_reason.reason is null and with_reason.units_with_region = with_reason.units
                then with_reason.within_sum
        end as theil_within_regions,
        case when with_reason.reason is null then 'computed' else 'not enough data' end as status
    from with_reason
    left join units_without_score
        on
            with_reason.scheme_code = units_without_score.scheme_code
            and with_reason.node_code = units_without_score.node_code
            and with_reason.period_code = units_without_score.period_code
            and with_reason.unit_level = units_without_score.unit_level

)

select
    index_code,
    scheme_code,
    node_code,
    period_code,
    unit_level,
    origin,
    units,
    units_without_score,
    gini,
    herfindahl,
    top_1_share,
    top_5_share,
    top_10_share,
    top_50_share,
    theil,
    theil_between_regions,
    theil_within_regions,
    status,
    reason
from concentration
