-- Market base and technology base of the infrastructure.
with

infrastructure_bases as (
    select * from infrastructure_bases
    where technology_market_ratio is not null
),

default_schemes as (
    select * from tree_weights
    where is_default
),

bases as (
    select
        infrastructure_bases.index_code,
        infrastructure_bases.period_code,
        infrastructure_bases.unit_level,
        infrastructure_bases.area_code,
        infrastructure_bases.market_score,
        infrastructure_bases.market_rank,
        infrastructure_bases.technology_score,
        infrastructure_bases.technology_rank,
        infrastructure_bases.technology_market_ratio
    from infrastructure_bases
    semi join default_schemes
        on
            infrastructure_bases.index_code = default_schemes.index_code
            and infrastructure_bases.scheme_code = default_schemes.scheme_code
    order by
        infrastructure_bases.index_code,
        infrastructure_bases.period_code,
        infrastructure_bases.unit_level,
        infrastructure_bases.market_rank,
        infrastructure_bases.area_code
)

select * from bases
