with

unit_peers as (
    select * from unit_peers
    where peer_area_code is not null
),

default_schemes as (
    select * from tree_weights
    where is_default
),

peers as (
    select
        unit_peers.index_code,
        unit_peers.unit_level,
        unit_peers.area_code,
        unit_peers.period_code,
        unit_peers.peer_rank,
        unit_peers.peer_area_code,
        unit_peers.distance
    from unit_peers
    semi join default_schemes
        on unit_peers.index_code = default_schemes.index_code and unit_peers.scheme_code = default_schemes.scheme_code
    order by all
)

select * from peers
