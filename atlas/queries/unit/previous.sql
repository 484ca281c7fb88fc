-- With which period each period is compared, and how far the unit has moved since.
with

rank_change_contributions as (
    select * from rank_change_contributions
    where previous_period_code is not null
),

default_schemes as (
    select * from tree_weights
    where is_default
),

previous as (
    select distinct
        rank_change_contributions.index_code,
        rank_change_contributions.unit_level,
        rank_change_contributions.area_code,
        rank_change_contributions.period_code,
        rank_change_contributions.previous_period_code,
        rank_change_contributions.rank_change,
        rank_change_contributions.score_change
    from rank_change_contributions
    semi join default_schemes
        on
            rank_change_contributions.index_code = default_schemes.index_code
            and rank_change_contributions.scheme_code = default_schemes.scheme_code
    order by all
)

select * from previous
