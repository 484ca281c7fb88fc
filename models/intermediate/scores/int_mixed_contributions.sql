{{ config(materialized='incremental', pre_hook="{{ delete_changed_periods() }}") }}

-- What each leaf adds to each inner node of an index with several means: through every node of the frontier, what that
-- one adds to the node times the leaf's part of its score.
-- depends_on: {{ ref('int_changed_periods') }}
{% set stages = range(1, var('most_stages') + 1) -%}
with block_contributions as (

    select * from {{ ref('int_block_contributions') }}
    {{ only_changed_periods() }}

),

{% for stage in stages %}
contributions_{{ stage }} as (

    -- what is reached of lower stages has its leaves already; what has none is a leaf
    select
        block_contributions.index_code,
        block_contributions.scheme_code,
        block_contributions.period_code,
        block_contributions.unit_level,
        block_contributions.area_code,
        block_contributions.node_code,
        block_contributions.score,
        {% if loop.first %}
        block_contributions.frontier_node_code as leaf_node_code,
        sum({{ exact_value('block_contributions.contribution') }}) as contribution
        {% else %}
        coalesce(parts.leaf_node_code, block_contributions.frontier_node_code) as leaf_node_code,
        sum({{ exact_value('block_contributions.contribution * coalesce(parts.part, 1)') }}) as contribution
        {% endif %}
    from block_contributions
    {% if not loop.first %}
    left join parts_{{ stage - 1 }} as parts
        on
            block_contributions.scheme_code = parts.scheme_code
            and block_contributions.period_code = parts.period_code
            and block_contributions.unit_level = parts.unit_level
            and block_contributions.area_code = parts.area_code
            and block_contributions.frontier_node_code = parts.node_code
    {% endif %}
    where block_contributions.stage_number = {{ stage }}
    group by
        block_contributions.index_code,
        block_contributions.scheme_code,
        block_contributions.period_code,
        block_contributions.unit_level,
        block_contributions.area_code,
        block_contributions.node_code,
        block_contributions.score,
        {% if loop.first %}
        block_contributions.frontier_node_code
        {% else %}
        coalesce(parts.leaf_node_code, block_contributions.frontier_node_code)
        {% endif %}

),

parts_{{ stage }} as (

    {% if not loop.first %}
    select * from parts_{{ stage - 1 }}

    union all

    {% endif %}
    select
        scheme_code,
        period_code,
        unit_level,
        area_code,
        node_code,
        leaf_node_code,
        case when score = 0 then 0 else cast(contribution as double) / score end as part
    from contributions_{{ stage }}

),

{% endfor %}
mixed_contributions as (

    {% for stage in stages %}
    select
        index_code,
        scheme_code,
        period_code,
        unit_level,
        area_code,
        node_code,
        leaf_node_code,
        contribution
    from contributions_{{ stage }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from mixed_contributions
