-- How the parts in the total have changed against the period before: of every unit and group of units, in the headline
-- nodes and in each measure below the two bases of infrastructure.
with group_shares as (

    select * from {{ ref('int_group_shares') }}

),

periods as (

    select * from {{ ref('stg_reference__periods') }}

),

compared as (

    select
        group_shares.index_code,
        group_shares.scheme_code,
        group_shares.node_code,
        periods.previous_period_code,
        group_shares.period_code,
        group_shares.unit_level,
        group_shares.grouping_code,
        group_shares.group_code,
        group_shares.origin,
        group_shares.units,
        earlier.units as units_before,
        group_shares.total_share,
        earlier.total_share as share_before,
        case
            when earlier.group_code is null then 'no score in the period before'
            else coalesce(group_shares.reason_for_no_share, earlier.reason_for_no_share)
        end as reason
    from group_shares
    inner join periods
        on
            group_shares.period_code = periods.period_code
            and periods.previous_period_code is not null
    left join group_shares as earlier
        on
            periods.previous_period_code = earlier.period_code
            and group_shares.node_code = earlier.node_code
            and group_shares.unit_level = earlier.unit_level
            and group_shares.grouping_code = earlier.grouping_code
            and group_shares.group_code = earlier.group_code

),

share_growth as (

    -- from nothing no growth can be told
    select
        *,
        total_share - share_before as share_change,
        total_share / nullif(share_before, 0) - 1 as relative_growth,
        case when reason is null then 'computed' else 'not enough data' end as status
    from compared

)

select
    index_code,
    scheme_code,
    node_code,
    previous_period_code,
    period_code,
    unit_level,
    grouping_code,
    group_code,
    origin,
    units_before,
    units,
    share_before,
    total_share,
    share_change,
    relative_growth,
    status,
    reason
from share_growth
