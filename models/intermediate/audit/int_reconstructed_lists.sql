-- The ranking lists as they come out of the reconstructed raw data, in the shape of the printed ones. Nothing here
-- reads a published figure. The weights of internet_plus are those with which the printed totals come out.
with lists as (

    select * from {{ ref('stg_methodology__list_definitions') }}

),

ranks as (

    select * from {{ ref('fct_ranks') }}

),

index_schemes as (

    select * from {{ ref('stg_methodology__index_schemes') }}

),

audited_schemes as (

    select
        index_code,
        coalesce(
            max(case when scheme_code = 'as_computed' then scheme_code end),
            max(case when is_default then scheme_code end)
        ) as scheme_code
    from index_schemes
    group by index_code

),

reconstructed_lists as (

    select
        lists.list_code,
        ranks.node_code,
        ranks.area_code,
        ranks.rank,
        cast(ranks.score as double) as score
    from lists
    inner join ranks
        on
            lists.node_code = ranks.node_code
            and lists.unit_level = ranks.unit_level
    inner join audited_schemes
        on
            ranks.index_code = audited_schemes.index_code
            and ranks.scheme_code = audited_schemes.scheme_code
    where
        ranks.list_area_level = 'nation'
        and ranks.period_code = '2015'
        and ranks.origin = 'reconstructed'

)

select * from reconstructed_lists
