-- The leaves in which the unit stands furthest ahead of its rank in the index, and furthest behind it. The mart flags
-- as many for every unit: the last of them may be no further ahead than the index.
with

strengths_and_weaknesses as (
    select * from strengths_and_weaknesses
    where (is_strength and rank_lead > 0) or (is_weakness and rank_lead < 0)
),

default_schemes as (
    select * from tree_weights
    where is_default
),

strengths as (
    select
        strengths_and_weaknesses.index_code,
        strengths_and_weaknesses.unit_level,
        strengths_and_weaknesses.area_code,
        strengths_and_weaknesses.period_code,
        strengths_and_weaknesses.leaf_node_code as node_code,
        strengths_and_weaknesses.leaf_rank as rank,
        strengths_and_weaknesses.rank_lead,
        strengths_and_weaknesses.is_strength
    from strengths_and_weaknesses
    semi join default_schemes
        on
            strengths_and_weaknesses.index_code = default_schemes.index_code
            and strengths_and_weaknesses.scheme_code = default_schemes.scheme_code
    order by
        strengths_and_weaknesses.index_code asc,
        strengths_and_weaknesses.unit_level asc,
        strengths_and_weaknesses.area_code asc,
        strengths_and_weaknesses.period_code asc,
        strengths_and_weaknesses.rank_lead desc,
        strengths_and_weaknesses.leaf_node_code asc
)

select * from strengths
