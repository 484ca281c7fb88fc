-- Units that are far ahead of where their economy or their infrastructure stands.
with

dark_horses as (select * from dark_horses),

default_schemes as (
    select * from tree_weights
    where is_default
),

horses as (
    select
        dark_horses.index_code,
        dark_horses.period_code,
        dark_horses.unit_level,
        dark_horses.dark_horse_code,
        dark_horses.place,
        dark_horses.area_code,
        dark_horses.ahead_code,
        dark_horses.behind_code,
        dark_horses.ahead_rank,
        dark_horses.behind_rank,
        dark_horses.rank_lead,
        dark_horses.smallest_lead
    from dark_horses
    semi join default_schemes
        on
            dark_horses.index_code = default_schemes.index_code
            and dark_horses.scheme_code = default_schemes.scheme_code
    order by
        dark_horses.index_code,
        dark_horses.period_code,
        dark_horses.unit_level,
        dark_horses.dark_horse_code,
        dark_horses.place,
        dark_horses.area_code,
        dark_horses.ahead_code,
        dark_horses.behind_code
)

select * from horses
