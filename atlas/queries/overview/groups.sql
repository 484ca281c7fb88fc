with

group_shares as (select * from group_shares),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

groups as (
    select
        group_shares.index_code,
        group_shares.period_code,
        group_shares.unit_level,
        group_shares.grouping_code,
        group_shares.group_code,
        group_shares.units,
        group_shares.total_share,
        group_shares.multiple_of_mean,
        group_shares.status,
        group_shares.reason
    from group_shares
    semi join roots on group_shares.index_code = roots.index_code and group_shares.node_code = roots.node_code
    semi join default_schemes
        on
            group_shares.index_code = default_schemes.index_code
            and group_shares.scheme_code = default_schemes.scheme_code
    order by
        group_shares.index_code asc,
        group_shares.period_code asc,
        group_shares.unit_level asc,
        group_shares.grouping_code asc,
        group_shares.total_share desc,
        group_shares.group_code asc
)

select * from groups
