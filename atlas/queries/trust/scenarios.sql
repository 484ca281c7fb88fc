-- The first units of the default ranking under every other choice.
with

scenario_ranks as (
    select * from scenario_ranks
    where scenario_kind != 'without_node' and default_rank <= 30 and rank is not null
),

scenarios as (
    select
        scenario_ranks.index_code,
        scenario_ranks.period_code,
        scenario_ranks.unit_level,
        scenario_ranks.scenario_code,
        scenario_ranks.area_code,
        scenario_ranks.rank
    from scenario_ranks
    order by
        scenario_ranks.index_code,
        scenario_ranks.period_code,
        scenario_ranks.unit_level,
        scenario_ranks.scenario_code,
        scenario_ranks.rank,
        scenario_ranks.area_code
)

select * from scenarios
