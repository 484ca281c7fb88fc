-- Provinces in groups by rank, and beside them the part of the nation that no province has: records without a province.
-- That part is known where the index is made of shares; elsewhere it has no row.
{% set sizes = var('province_group_sizes') %}

with analysis_scores as (

    select * from {{ ref('int_analysis_scores') }}

),

areas as (

    select * from {{ ref('dim_area') }}

),

normalised_values as (

    select * from {{ ref('fct_normalised_values') }}

),

tree_closure as (

    select * from {{ ref('int_tree_closure') }}

),

provinces as (

    select
        analysis_scores.*,
        areas.name_en,
        case
            {% for size in sizes[:-1] %}
            when analysis_scores.place <= {{ sizes[:loop.index] | sum }} then {{ loop.index }}
            {% endfor %}
            else {{ sizes | length }}
        end as group_number
    from analysis_scores
    inner join areas on analysis_scores.area_code = areas.area_code
    where
        analysis_scores.unit_level = 'province'
        and analysis_scores.is_headline

),

nodes_by_period as (

    select distinct
        index_code,
        scheme_code,
        node_code,
        period_code,
        unit_level,
        origin,
        is_share
    from provinces

),

of_no_province as (

    select
        nodes_by_period.index_code,
        nodes_by_period.scheme_code,
        nodes_by_period.node_code,
        nodes_by_period.period_code,
        nodes_by_period.origin,
        coalesce(
            sum({{ exact_value('tree_closure.weight * normalised_values.normalised_value') }}),
            {{ exact_value('0') }}
        ) as score
    from nodes_by_period
    inner join tree_closure
        on
            nodes_by_period.scheme_code = tree_closure.scheme_code
            and nodes_by_period.node_code = tree_closure.node_code
    left join normalised_values
        on
            tree_closure.leaf_node_code = normalised_values.node_code
            and nodes_by_period.period_code = normalised_values.period_code
            and nodes_by_period.unit_level = normalised_values.unit_level
            and not normalised_values.is_unit
    where nodes_by_period.is_share
    group by
        nodes_by_period.index_code,
        nodes_by_period.scheme_code,
        nodes_by_period.node_code,
        nodes_by_period.period_code,
        nodes_by_period.origin

),

all_groups as (

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        origin,
        cast(group_number as integer) as group_number,
        'group_' || cast(group_number as string) as group_code,
        cast(min(place) as integer) as place_from,
        cast(max(place) as integer) as place_to,
        cast(count(*) as integer) as units,
        {{ dbt.listagg("name_en", "', '", 'order by place') }} as members,
        sum(score) as score,
        max(reason_for_no_share) as reason
    from provinces
    group by
        index_code,
        scheme_code,
        node_code,
        period_code,
        origin,
        group_number

    union all

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        origin,
        {{ sizes | length + 1 }} as group_number,
        'no_province' as group_code,
        cast(null as integer) as place_from,
        cast(null as integer) as place_to,
        0 as units,
        cast(null as string) as members,
        score,
        cast(null as string) as reason
    from of_no_province

),

province_groups as (

    select
        index_code,
        scheme_code,
        node_code,
        period_code,
        origin,
        group_number,
        group_code,
        place_from,
        place_to,
        units,
        members,
        cast(score as double) as group_score,
        case
            when max(reason) over (partition by node_code, period_code) is null
                then cast(score as double) / cast(sum(score) over (partition by node_code, period_code) as double)
        end as total_share,
        case
            when max(reason) over (partition by node_code, period_code) is null
                then
                    cast(
                        sum(score) over (
                            partition by node_code, period_code
                            order by group_number
                            rows between unbounded preceding and current row
                        ) as double
                    )
                    / cast(sum(score) over (partition by node_code, period_code) as double)
        end as cumulated_share,
        max(reason) over (partition by node_code, period_code) as reason
    from all_groups

),

with_status as (

    select
        *,
        case when reason is null then 'computed' else 'not enough data' end as status
    from province_groups

)

select
    index_code,
    scheme_code,
    node_code,
    period_code,
    group_code,
    group_number,
    place_from,
    place_to,
    origin,
    units,
    members,
    group_score,
    total_share,
    cumulated_share,
    status,
    reason
from with_status
