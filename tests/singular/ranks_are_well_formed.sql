-- In every list the best score has rank 1, equal scores share a rank, and after a tie the ranks go on as if there had
-- been none. Returns the rows where it is not so.
with leaf_periods as (

    select * from {{ ref('int_leaf_periods') }}

),

ranks as (

    select * from {{ ref('fct_ranks') }}
    where period_code in (select leaf_periods.period_code from leaf_periods)

),

lists as (

    select
        *,
        row_number() over list_order as place,
        lag(rank) over list_order as rank_before,
        lag(score) over list_order as score_before,
        count(*) over (partition by scheme_code, period_code, unit_level, node_code, list_area_code) as list_length
    from ranks
    window
        list_order as (
            partition by scheme_code, period_code, unit_level, node_code, list_area_code
            order by score desc, area_code asc
        )

)

select
    scheme_code,
    period_code,
    unit_level,
    node_code,
    list_area_code,
    area_code,
    score,
    rank
from lists
where
    rank != case when score = score_before then rank_before else place end
    or ranked_units != list_length
