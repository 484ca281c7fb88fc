-- Why did the cities rise or fall that did so most? The five largest effects on the score of each of the ten cities
-- with the largest change of rank.
with risers_and_fallers as (

    select
        changes.area_code,
        row_number() over (
            order by
                abs(changes.rank_change) desc,
                changes.area_code
        ) as place
    from {{ ref('rank_change_contributions') }} as changes
    where
        changes.index_code = 'internet_plus'
        and changes.period_code = '2015'
        and changes.unit_level = 'city'
        and changes.status = 'computed'
        and changes.effect_rank = 1

)

select
    changes.unit_name_en as city,
    changes.previous_rank,
    changes.rank,
    changes.rank_change,
    changes.score_change,
    changes.effect_rank,
    changes.name_en as leaf,
    changes.contribution_change
from {{ ref('rank_change_contributions') }} as changes
inner join risers_and_fallers on changes.area_code = risers_and_fallers.area_code
where
    changes.index_code = 'internet_plus'
    and changes.period_code = '2015'
    and changes.effect_rank <= 5
    and risers_and_fallers.place <= 10
order by
    risers_and_fallers.place,
    changes.effect_rank
