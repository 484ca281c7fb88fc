-- One row per index, period and unit under the default scheme: the index and the four sub-indices of the report side by
-- side. An index without one of these pillars has nothing in its columns; the industry indices have a mart of their
-- own.
{% set pillars = ['infrastructure', 'industry', 'entrepreneurship', 'smart_city'] %}

with scores as (

    select * from {{ ref('fct_scores') }}

),

ranks as (

    -- of the nodes that are asked for: there are many times as many ranks
    select * from {{ ref('fct_ranks') }}
    where
        node_code in (
            select dim_node.node_code from {{ ref('dim_node') }} as dim_node
            where dim_node.node_code = dim_node.index_code or dim_node.pillar_code is not null
        )

),

nodes as (

    select * from {{ ref('dim_node') }}

),

area_parents as (

    select * from {{ ref('int_area_parents') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

ranked_scores as (

    select
        scores.index_code,
        scores.scheme_code,
        scores.period_code,
        scores.unit_level,
        scores.area_code,
        scores.origin,
        scores.weight_present,
        cast(scores.score as double) as score,
        national_ranks.rank,
        parent_ranks.rank as rank_in_parent,
        case when nodes.node_code = nodes.index_code then 'index' else nodes.pillar_code end as column_name
    from scores
    inner join index_schemes
        on
            scores.index_code = index_schemes.index_code
            and scores.scheme_code = index_schemes.scheme_code
            and index_schemes.is_default
    inner join nodes on scores.node_code = nodes.node_code
    inner join nodes as roots
        on
            nodes.index_code = roots.node_code
            and roots.industry_code is null
    inner join area_parents
        on
            scores.period_code = area_parents.period_code
            and scores.area_code = area_parents.area_code
    left join ranks as national_ranks
        on
            scores.scheme_code = national_ranks.scheme_code
            and scores.period_code = national_ranks.period_code
            and scores.unit_level = national_ranks.unit_level
            and scores.area_code = national_ranks.area_code
            and scores.node_code = national_ranks.node_code
            and national_ranks.list_area_level = 'nation'
    left join ranks as parent_ranks
        on
            scores.scheme_code = parent_ranks.scheme_code
            and scores.period_code = parent_ranks.period_code
            and scores.unit_level = parent_ranks.unit_level
            and scores.area_code = parent_ranks.area_code
            and scores.node_code = parent_ranks.node_code
            and area_parents.parent_area_code = parent_ranks.list_area_code
    where nodes.node_code = nodes.index_code or nodes.pillar_code is not null

),

index_by_unit as (

    select
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        origin,
        max(case when column_name = 'index' then score end) as index_score,
        max(case when column_name = 'index' then rank end) as index_rank,
        max(case when column_name = 'index' then rank_in_parent end) as index_rank_in_parent,
        {% for pillar in pillars %}
        max(case when column_name = '{{ pillar }}' then score end) as {{ pillar }}_score,
        max(case when column_name = '{{ pillar }}' then rank end) as {{ pillar }}_rank,
        {% endfor %}
        max(case when column_name = 'index' then weight_present end) as weight_present
    from ranked_scores
    group by
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        origin

),

with_change as (

    -- within one index only: another version of a framework is another index, and scores of two are not comparable
    select
        index_by_unit.*,
        periods.period_start,
        index_by_unit.index_score - earlier.index_score as index_score_change,
        earlier.index_rank - index_by_unit.index_rank as index_rank_change,
        index_by_unit.index_score - base.index_score as index_score_change_since_base,
        base.index_rank - index_by_unit.index_rank as index_rank_change_since_base
    from index_by_unit
    inner join periods on index_by_unit.period_code = periods.period_code
    left join index_by_unit as earlier
        on
            index_by_unit.index_code = earlier.index_code
            and index_by_unit.unit_level = earlier.unit_level
            and index_by_unit.area_code = earlier.area_code
            and periods.previous_period_code = earlier.period_code
    left join index_by_unit as base
        on
            index_by_unit.index_code = base.index_code
            and index_by_unit.unit_level = base.unit_level
            and index_by_unit.area_code = base.area_code
            and periods.base_period_code = base.period_code

)

select * from with_change
