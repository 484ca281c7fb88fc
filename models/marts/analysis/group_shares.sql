-- The parts of kinds of cities, regions and zones in the units' total, and how their means compare with that of all.
with group_shares as (

    select * from {{ ref('int_group_shares') }}

),

groups_of_units as (

    select
        *,
        case when reason_for_no_share is null then 'computed' else 'not enough data' end as status
    from group_shares
    where grouping_code != 'unit' and is_headline

)

select
    index_code,
    scheme_code,
    node_code,
    period_code,
    unit_level,
    grouping_code,
    group_code,
    origin,
    units,
    group_score,
    total_share,
    mean_score,
    multiple_of_mean,
    status,
    reason_for_no_share as reason
from groups_of_units
