-- Shares of groups of units in the units' total, every unit being a group of its own, too. A grouping that no unit of
-- the level takes part in has no rows; in the others units without a value are a group, so that shares add up to 1.
{% set groupings = {
    'unit': 'area_code',
    'city_type': 'city_type',
    'first_tier': "case when is_first_tier then 'first_tier' end",
    'region': 'region',
    'economic_zone': 'economic_zone',
} %}

with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

memberships as (

    {% for grouping, expression in groupings.items() %}
    select
        area_code,
        area_level,
        '{{ grouping }}' as grouping_code,
        {{ expression }} as group_code
    from areas
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

groupings_in_use as (

    select distinct
        area_level,
        grouping_code
    from memberships
    where group_code is not null

),

summed as (

    select
        analysis_scores.index_code,
        analysis_scores.scheme_code,
        analysis_scores.node_code,
        analysis_scores.is_headline,
        analysis_scores.period_code,
        analysis_scores.unit_level,
        memberships.grouping_code,
        analysis_scores.origin,
        analysis_scores.units as all_units,
        analysis_scores.units_score,
        analysis_scores.reason_for_no_share,
        cast(count(*) as integer) as units,
        coalesce(memberships.group_code, '(none)') as group_code,
        sum(analysis_scores.score) as exact_group_score
    from analysis_scores
    inner join memberships on analysis_scores.area_code = memberships.area_code
    inner join groupings_in_use
        on
            memberships.area_level = groupings_in_use.area_level
            and memberships.grouping_code = groupings_in_use.grouping_code
    group by
        analysis_scores.index_code,
        analysis_scores.scheme_code,
        analysis_scores.node_code,
        analysis_scores.is_headline,
        analysis_scores.period_code,
        analysis_scores.unit_level,
        memberships.grouping_code,
        memberships.group_code,
        analysis_scores.origin,
        analysis_scores.units,
        analysis_scores.units_score,
        analysis_scores.reason_for_no_share

),

group_shares as (

    select
        index_code,
        scheme_code,
        node_code,
        is_headline,
        period_code,
        unit_level,
        grouping_code,
        group_code,
        origin,
        units,
        reason_for_no_share,
        cast(exact_group_score as double) as group_score,
        cast(exact_group_score as double) / units as mean_score,
        case when reason_for_no_share is null then cast(exact_group_score as double) / cast(units_score as double) end
            as total_share,
        case
            when reason_for_no_share is null
                then cast(exact_group_score as double) / cast(units_score as double) * all_units / units
        end as multiple_of_mean
    from summed

)

select * from group_shares
