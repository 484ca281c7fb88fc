-- The units in each industry's index.
with

industry_index as (select * from industry_index),

default_schemes as (
    select * from tree_weights
    where is_default
),

ranks as (
    select
        industry_index.period_code,
        industry_index.industry_code,
        industry_index.index_code,
        industry_index.unit_level,
        industry_index.area_code,
        industry_index.rank,
        industry_index.score,
        industry_index.rank_change,
        industry_index.origin
    from industry_index
    semi join default_schemes
        on
            industry_index.index_code = default_schemes.index_code
            and industry_index.scheme_code = default_schemes.scheme_code
    order by
        industry_index.period_code,
        industry_index.industry_code,
        industry_index.unit_level,
        industry_index.rank,
        industry_index.area_code
)

select * from ranks
