-- What a unit has of each leaf beside what the units below it add up to. They differ by records of the unit as such, or
-- because each level has an extract of its own, as where a province counts a user once whom two of its cities count.
with

values_of_units as (select * from fct_normalised_values),

roots as (
    select * from dim_node
    where parent_count = 0
),

default_schemes as (
    select * from tree_weights
    where is_default
),

memberships as (
    select distinct
        fct_ranks.index_code,
        fct_ranks.period_code,
        fct_ranks.list_area_level,
        fct_ranks.list_area_code,
        fct_ranks.unit_level,
        fct_ranks.area_code
    from fct_ranks
    semi join roots on fct_ranks.index_code = roots.index_code and fct_ranks.node_code = roots.node_code
    semi join default_schemes
        on fct_ranks.index_code = default_schemes.index_code and fct_ranks.scheme_code = default_schemes.scheme_code
    where fct_ranks.list_area_level != 'nation'
),

sums_of_members as (
    select
        memberships.index_code,
        memberships.period_code,
        memberships.list_area_level as unit_level,
        memberships.list_area_code as area_code,
        memberships.unit_level as member_level,
        values_of_units.node_code,
        sum(values_of_units.value order by memberships.area_code) as members_value,
        count(values_of_units.value) as members_with_value
    from memberships
    inner join values_of_units
        on
            memberships.index_code = values_of_units.index_code
            and memberships.period_code = values_of_units.period_code
            and memberships.unit_level = values_of_units.unit_level
            and memberships.area_code = values_of_units.area_code
    group by all
),

totals as (
    select
        sums_of_members.index_code,
        sums_of_members.unit_level,
        sums_of_members.area_code,
        sums_of_members.period_code,
        sums_of_members.member_level,
        sums_of_members.node_code,
        own.value as own_value,
        sums_of_members.members_value,
        sums_of_members.members_with_value
    from sums_of_members
    left join values_of_units as own
        on
            sums_of_members.index_code = own.index_code
            and sums_of_members.period_code = own.period_code
            and sums_of_members.unit_level = own.unit_level
            and sums_of_members.area_code = own.area_code
            and sums_of_members.node_code = own.node_code
    order by
        sums_of_members.index_code,
        sums_of_members.unit_level,
        sums_of_members.area_code,
        sums_of_members.period_code,
        sums_of_members.member_level,
        sums_of_members.node_code
)

select * from totals
