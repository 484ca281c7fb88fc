-- Cells and keys of the input tables that break their contract: one row for each, naming table, key, value and rule.
-- Reads the tables as they were delivered. Records have a model of their own, int_bad_records.
{{ config(materialized=view_of_long_text()) }}
{% set tables = [
    'area_levels', 'areas', 'area_memberships', 'periods', 'industries', 'sources', 'measures', 'nodes', 'node_edges',
    'weight_schemes', 'weights', 'expert_scores', 'index_schemes', 'list_definitions', 'analysis_roles',
    'scenarios', 'uncertain_choices',
    'services', 'service_actions', 'service_areas', 'service_quality_items', 'service_key_items', 'unit_users',
] + (['statistics'] if env_var('OWN_DATA', '') else []) %}

with
{% for table in tables %}
{{ table }} as (

    select * from {{ input_table(table) }}

),

{% endfor %}
contract_faults as (

    {% for table in tables if execute %}
    {{ contract_faults(table) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    table_name,
    row_key,
    faulty_value,
    broken_rule
from contract_faults
