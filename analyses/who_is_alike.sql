-- From whom can a city learn? The cities with the most similar profile, whatever their size, and their ranks.
select
    peers.unit_name_en as city,
    peers.peer_rank,
    peers.peer_name_en as peer,
    peers.distance,
    ranks.rank as rank_of_peer
from {{ ref('unit_peers') }} as peers
left join {{ ref('fct_ranks') }} as ranks
    on
        peers.index_code = ranks.node_code
        and peers.scheme_code = ranks.scheme_code
        and peers.period_code = ranks.period_code
        and peers.peer_area_code = ranks.area_code
        and ranks.list_area_level = 'nation'
where
    peers.period_code = '2015'
    and peers.unit_name_en in ('Chengdu', 'Guiyang', 'Suzhou')
    and peers.unit_level = 'city'
order by
    peers.unit_name_en,
    peers.peer_rank
