select index_code, period_code, unit_level, parent_node_code, node_code, 'entropy' as weighting_choice, weight, null as reason
from {{ ref('int_edge_weights') }} cross join (select distinct period_code, unit_level from {{ ref('int_ranked_units') }}) where is_default
