-- The dark horses of the three kinds, twenty of each, with every rank that they are ahead of.
select
    dark_horse_code,
    place,
    unit_name_en as city,
    ahead_code,
    ahead_rank,
    behind_code,
    behind_rank,
    rank_lead
from {{ ref('dark_horses') }}
where
    index_code = 'internet_plus'
    and period_code = '2015'
    and unit_level = 'city'
    and place <= 20
order by
    dark_horse_code,
    place,
    ahead_code,
    behind_code
