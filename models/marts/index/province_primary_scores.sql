-- The primary indicators of every province, under the default weights.
with primary_scores as (

    select * from {{ ref('int_primary_scores') }}

),

of_level as (

    select * from primary_scores
    where unit_level = 'province'

)

select
    index_code,
    scheme_code,
    period_code,
    area_code,
    unit_name_zh,
    unit_name_en,
    node_code,
    name_zh,
    name_en,
    parent_node_code,
    origin,
    rank,
    score
from of_level
