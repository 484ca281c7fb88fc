-- Each unit's share of the index beside its share of the economy.
with

economy_ratios as (
    select * from economy_ratios
    where location_quotient is not null
),

default_schemes as (
    select * from tree_weights
    where is_default
),

ratios as (
    select
        economy_ratios.index_code,
        economy_ratios.period_code,
        economy_ratios.unit_level,
        economy_ratios.node_code,
        economy_ratios.statistic_code,
        economy_ratios.statistic_period_code,
        economy_ratios.area_code,
        economy_ratios.statistic_value,
        economy_ratios.total_share,
        economy_ratios.statistic_total_share,
        economy_ratios.location_quotient,
        economy_ratios.rank,
        economy_ratios.statistic_rank,
        economy_ratios.rank_lead
    from economy_ratios
    semi join default_schemes
        on
            economy_ratios.index_code = default_schemes.index_code
            and economy_ratios.scheme_code = default_schemes.scheme_code
    order by
        economy_ratios.index_code,
        economy_ratios.period_code,
        economy_ratios.unit_level,
        economy_ratios.node_code,
        economy_ratios.statistic_code,
        economy_ratios.rank,
        economy_ratios.area_code
)

select * from ratios
